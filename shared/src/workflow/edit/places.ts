import { type Draft, type DraftNote, isNote, isPlace, layoutOf, nodesOf, notesOf, type Place } from './draft.ts';
import { same, withField, withItem, withLayout } from './fields.ts';
import { rounded } from './nodes.ts';

export type Places = Readonly<Record<string, Place>>;

/** Puts steps and notes somewhere. What is not named stays. */
export function moveNodes(draft: Draft, places: Places): Draft {
  const moved = withItem(draft, 'notes', isNote, (note: DraftNote) => {
    const place = ownPlace(places, note.id);
    return place ? withField(note, 'note', 'at', rounded(place)) : note;
  });
  const nodes = nodesOf(draft).flatMap(({ id }) => {
    const place = ownPlace(places, id);
    return place ? [[id, rounded(place)] as const] : [];
  });
  return withLayout(moved, (layout) => {
    const changed = nodes.filter(([id, place]) => !same(layout[id], place));
    return changed.length === 0 ? layout : { ...layout, ...Object.fromEntries(changed) };
  });
}

function ownPlace(places: Places, id: string): Place | undefined {
  return Object.hasOwn(places, id) ? places[id] : undefined;
}

/** Writes down where the steps are drawn that have no place of their own, before one of them is moved. */
export function settlePlaces(draft: Draft, drawn: Places): Draft {
  const known = layoutOf(draft);
  return moveNodes(
    draft,
    Object.fromEntries(Object.entries(drawn).filter(([id]) => !Object.hasOwn(known, id) && isPlace(drawn[id]))),
  );
}

/** Where the named steps and notes stand. */
export function placesOf(draft: Draft, ids: readonly string[]): Places {
  const layout = layoutOf(draft);
  const notes = new Map(notesOf(draft).map((note) => [note.id, note.at]));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const place = Object.hasOwn(layout, id) ? layout[id] : notes.get(id);
      return place ? [[id, place]] : [];
    }),
  );
}

export type Alignment = 'column' | 'row' | 'spread-across' | 'spread-down';

/**
 * Puts steps below each other (`column`), side by side (`row`), or at equal distances between the outermost two. In a
 * column or row they stand where the first of them stands.
 */
export function alignNodes(draft: Draft, ids: readonly string[], alignment: Alignment): Draft {
  const places = Object.entries(placesOf(draft, ids));
  const [first] = places;
  if (!first || places.length < 2) return draft;
  if (alignment === 'column')
    return moveNodes(draft, Object.fromEntries(places.map(([id, [, y]]) => [id, [first[1][0], y]])));
  if (alignment === 'row')
    return moveNodes(draft, Object.fromEntries(places.map(([id, [x]]) => [id, [x, first[1][1]]])));
  return spread(draft, places, alignment === 'spread-across' ? 0 : 1);
}

function spread(draft: Draft, places: readonly (readonly [string, Place])[], axis: 0 | 1): Draft {
  const sorted = [...places].sort(([, a], [, b]) => a[axis] - b[axis]);
  const start = sorted[0]?.[1][axis] ?? 0;
  const step = ((sorted.at(-1)?.[1][axis] ?? 0) - start) / (sorted.length - 1);
  const along = (place: Place, at: number): Place =>
    axis === 0 ? [start + step * at, place[1]] : [place[0], start + step * at];
  return moveNodes(draft, Object.fromEntries(sorted.map(([id, place], at) => [id, along(place, at)])));
}
