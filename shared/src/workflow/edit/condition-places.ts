import { type Draft, type DraftNode, isNode, isObject, listOf } from './draft.ts';
import { withField, withItem } from './fields.ts';
import { applyPatch, valueAt } from './patch.ts';

/** Where steps hold conditions, also steps that cannot be read as a whole: pointers inside of their configuration. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  trigger: ['/when'],
  hold: ['/while', '/until'],
  window: ['/when'],
  missing: ['/when', '/while'],
  schedule: ['/when'],
  deadline: ['/start/when', '/met/when'],
  condition: ['/when'],
  exception: ['/clear/when'],
  wait: ['/for/when'],
};

/** The conditions of a step, as pointers inside of its configuration. */
export function conditionPlaces({ kind, config }: Pick<DraftNode, 'kind' | 'config'>): readonly string[] {
  const fields =
    kind === 'switch'
      ? listOf(isObject(config) ? config : {}, 'cases').map((_each, index) => `/cases/${index}/when`)
      : Object.hasOwn(FIELDS, kind)
        ? (FIELDS[kind] ?? [])
        : [];
  return fields.filter((pointer) => valueAt(config, pointer) !== undefined);
}

/** The draft with the conditions of its steps replaced by what `change` makes of them. */
export function mapConditions(draft: Draft, change: (condition: unknown) => unknown): Draft {
  return withItem(draft, 'nodes', isNode, (node) =>
    withField(node, 'node', 'config', mapConfig(node, node.config, change)),
  );
}

/** A step's configuration with its conditions replaced. */
export function mapConfig(
  { kind }: Pick<DraftNode, 'kind'>,
  config: unknown,
  change: (condition: unknown) => unknown,
): unknown {
  let next = config;
  for (const path of conditionPlaces({ kind, config })) {
    const before = valueAt(config, path);
    const value = change(before);
    if (value !== before && isObject(next)) next = applyPatch(next, [{ op: 'replace', path, value }]);
  }
  return next;
}
