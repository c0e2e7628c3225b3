import { textsOf, type Workflow, type WorkflowNode } from '@slipway/shared/workflow';
import { changesOfExpression, changesOfTemplate } from './cel.ts';
import { changesOfCondition } from './condition.ts';
import type { Change, Mutant } from './mutant.ts';
import { aroundDuration, aroundEachNumber, aroundNumber } from './number.ts';

/** Every small change inside the nodes, and of the variables and settings that they use. */
export function configMutants(workflow: Workflow): readonly Mutant[] {
  return [
    ...workflow.nodes.flatMap((node, index) =>
      changesOfNode(node).map(({ path, said, value }) => {
        const changed = (): Workflow => ({
          ...workflow,
          nodes: workflow.nodes.with(index, { ...node, config: replaced(node.config, path, value) } as WorkflowNode),
        });
        return { id: `${node.id} ${said}`, candidates: () => [changed()] };
      }),
    ),
    ...variableMutants(workflow),
    ...cooldownMutants(workflow),
  ];
}

interface Placed {
  /** JSON pointer inside the configuration. */
  readonly path: string;
  readonly said: string;
  /** `undefined` takes the field away. */
  readonly value: unknown;
}

function changesOfNode(node: WorkflowNode): readonly Placed[] {
  const inTexts = textsOf(node).flatMap(({ kind, path, value }): Placed[] => {
    const changes: readonly Change<unknown>[] =
      kind === 'condition'
        ? changesOfCondition(value)
        : kind === 'expression'
          ? changesOfExpression(value)
          : kind === 'template'
            ? changesOfTemplate(value)
            : aroundDuration(value).map((text) => ({ said: `${value} → ${text}`, value: text }));
    const space = kind === 'condition' ? '' : ' ';
    return changes.map((change) => ({ path, said: `${path}${space}${change.said}`, value: change.value }));
  });
  return [...inTexts, ...plainChanges(node.config, '')];
}

/** What is neither compiled nor plain text: counts, thresholds, lists of types and phases, what may be left out. */
function plainChanges(config: unknown, path: string): readonly Placed[] {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return [];
  return Object.entries(config).flatMap(([key, value]): readonly Placed[] => {
    const place = `${path}/${key}`;
    if (key === 'on' || key === 'phase') return shortened(value, place);
    if (['minSamples', 'need', 'attempts'].includes(key) || place === '/threshold/value') return around(value, place);
    if (place === '/threshold/operator') return [inclusive(String(value), place)];
    if (place === '/until' && path === '' && typeof value === 'object')
      return [{ path: place, said: `${place} taken away`, value: undefined }];
    if (key === 'cron')
      return aroundEachNumber(String(value)).map((each) => ({ path: place, ...each, said: `${place} ${each.said}` }));
    return ['met', 'start', 'for', 'clear', 'threshold', 'at', 'retry'].includes(key) ? plainChanges(value, place) : [];
  });
}

function shortened(list: unknown, path: string): readonly Placed[] {
  if (!Array.isArray(list) || list.length < 2) return [];
  return list.map((item, index) => ({ path, said: `${path} without ${item}`, value: list.toSpliced(index, 1) }));
}

function around(value: unknown, path: string): readonly Placed[] {
  if (typeof value !== 'number') return [];
  return aroundNumber(String(value)).map((text) => ({ path, said: `${path} ${value} → ${text}`, value: Number(text) }));
}

function inclusive(operator: string, path: string): Placed {
  const other = operator.endsWith('Inclusive') ? operator.slice(0, -'Inclusive'.length) : `${operator}Inclusive`;
  return { path, said: `${path} ${operator} → ${other}`, value: other };
}

function variableMutants(workflow: Workflow): readonly Mutant[] {
  const variables = workflow.variables ?? [];
  return variables.flatMap((variable, index) =>
    typeof variable.default === 'number'
      ? aroundNumber(String(variable.default)).map((text) => ({
          id: `variable ${variable.name} ${variable.default} → ${text}`,
          candidates: () => [{ ...workflow, variables: variables.with(index, { ...variable, default: Number(text) }) }],
        }))
      : [],
  );
}

function cooldownMutants(workflow: Workflow): readonly Mutant[] {
  const { settings } = workflow;
  return aroundDuration(settings?.cooldown ?? '').map((cooldown) => ({
    id: `settings cooldown → ${cooldown}`,
    candidates: () => [{ ...workflow, settings: { ...settings, cooldown } }],
  }));
}

/** A copy of JSON with one value replaced; `undefined` takes it away. */
function replaced(json: unknown, pointer: string, value: unknown): unknown {
  const [, raw, ...rest] = pointer.split('/');
  if (raw === undefined) return value;
  const key = raw.replaceAll('~1', '/').replaceAll('~0', '~');
  const further = rest.length > 0 ? `/${rest.join('/')}` : '';
  if (Array.isArray(json)) return json.with(Number(key), replaced(json[Number(key)], further, value));
  const fields = { ...(json as Record<string, unknown>) };
  const next = replaced(fields[key], further, value);
  if (next === undefined) delete fields[key];
  else fields[key] = next;
  return fields;
}
