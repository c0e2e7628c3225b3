import { type Draft, type DraftNote, isNote, type Place } from './draft.ts';
import { withField, withItem, withList } from './fields.ts';
import { freshId, takenIds } from './names.ts';
import { rounded } from './nodes.ts';

/** The id that `addNote` gives to the next note. */
export function nextNoteId(draft: Draft): string {
  return freshId('note', takenIds(draft));
}

/** Adds a remark beside the steps. It is removed with `removeNodes`, and moved with `moveNodes`. */
export function addNote(draft: Draft, { text, at }: { readonly text: string; readonly at: Place }): Draft {
  return withList(draft, 'notes', (notes) => [...notes, { id: nextNoteId(draft), text, at: rounded(at) }]);
}

export function editNote(draft: Draft, id: string, text: string): Draft {
  return withItem(
    draft,
    'notes',
    (item): item is DraftNote => isNote(item) && item.id === id,
    (note) => withField(note, 'note', 'text', text),
  );
}
