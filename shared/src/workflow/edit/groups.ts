import { type Draft, type DraftGroup, groupsOf, isGroup, nodesOf } from './draft.ts';
import { withField, withItem, withList } from './fields.ts';
import { freshId, takenIds } from './names.ts';

/** The id that `addGroup` gives to the next group. */
export function nextGroupId(draft: Draft): string {
  return freshId('group', takenIds(draft));
}

/** The group that a step stands in. */
export function groupOf(draft: Draft, node: string): DraftGroup | undefined {
  return groupsOf(draft).find((group) => group.nodes.includes(node));
}

/** Puts a frame around steps. A step stands in one group at most, so they leave the ones that they were in. */
export function addGroup(
  draft: Draft,
  { title, nodes }: { readonly title: string; readonly nodes: readonly string[] },
): Draft {
  const members = present(draft, nodes);
  if (members.length === 0) return draft;
  const id = nextGroupId(draft);
  return appended(withoutMembers(draft, new Set(members)), [{ id, title, nodes: members }]);
}

/** The draft with further groups; a list that there was none of is begun. */
export function appended(draft: Draft, groups: readonly Draft[]): Draft {
  return groups.length === 0 ? draft : withList(draft, 'groups', (all) => [...all, ...groups]);
}

/** Moves steps into a group, or (null) out of the ones that they are in. */
export function moveToGroup(draft: Draft, nodes: readonly string[], group: string | null): Draft {
  if (group === null) return withoutMembers(draft, new Set(nodes));
  const target = groupsOf(draft).find((one) => one.id === group);
  if (!target) return draft;
  const coming = present(draft, nodes).filter((id) => !target.nodes.includes(id));
  if (coming.length === 0) return draft;
  return changeGroup(withoutMembers(draft, new Set(coming)), group, (one) =>
    withField(one, 'group', 'nodes', [...one.nodes, ...coming]),
  );
}

/** An empty title changes nothing: a frame is there for what it says. */
export function renameGroup(draft: Draft, group: string, title: string): Draft {
  if (title.trim() === '') return draft;
  return changeGroup(draft, group, (one) => withField(one, 'group', 'title', title));
}

/** Takes the frame away; its steps stay where they are. */
export function ungroup(draft: Draft, group: string): Draft {
  return tidied(withList(draft, 'groups', (all) => all.filter((one) => !(isGroup(one) && one.id === group))));
}

/** The draft with these steps in no group. A group that has none left is no more. */
export function withoutMembers(draft: Draft, gone: ReadonlySet<string>): Draft {
  if (!groupsOf(draft).some((group) => group.nodes.some((id) => gone.has(id)))) return draft;
  return tidied(
    withList(draft, 'groups', (all) =>
      all.flatMap((one) => {
        if (!isGroup(one) || !one.nodes.some((id) => gone.has(id))) return [one];
        const nodes = one.nodes.filter((id) => !gone.has(id));
        return nodes.length === 0 ? [] : [withField(one, 'group', 'nodes', nodes)];
      }),
    ),
  );
}

/** The draft with members called by their new ids. */
export function renameMembers(draft: Draft, ids: ReadonlyMap<string, string>): Draft {
  return withItem(draft, 'groups', isGroup, (group: DraftGroup) =>
    group.nodes.some((id) => ids.has(id))
      ? withField(
          group,
          'group',
          'nodes',
          group.nodes.map((id) => ids.get(id) ?? id),
        )
      : group,
  );
}

function changeGroup(draft: Draft, id: string, change: (group: DraftGroup) => Draft): Draft {
  return withItem(draft, 'groups', (item): item is DraftGroup => isGroup(item) && item.id === id, change);
}

function present(draft: Draft, nodes: readonly string[]): readonly string[] {
  const there = new Set(nodesOf(draft).map((node) => node.id));
  return [...new Set(nodes)].filter((id) => there.has(id));
}

/** An empty list is not written: a workflow whose last group is taken away has the bytes of one that never had any. */
function tidied(draft: Draft): Draft {
  return Array.isArray(draft.groups) && draft.groups.length === 0
    ? withField(draft, 'workflow', 'groups', undefined)
    : draft;
}
