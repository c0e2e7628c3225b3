import type { Graph } from '@slipway/shared/api';
import type { Difference } from '@slipway/shared/examples/play/judge.ts';
import { type ExpectationList, expectationLists, type Scenario } from '@slipway/shared/examples/scenario.ts';
import { readEnd } from '../../../editor/ends.ts';
import { portLabel } from '../../../editor/ports.ts';
import { formatNumber, t, tOr } from '../../../messages/t.ts';
import { firstOther } from './parting.ts';
import type { TestResult } from './run-tests.ts';

type Steps = Pick<Graph, 'nodes'>;
type Item = Readonly<Record<string, unknown>>;

/** How a test differs from what it expects, each difference in words; what counts most first. */
export function differencesInWords(test: Scenario, result: TestResult, graph: Steps): readonly string[] {
  if (result.failure !== undefined) return [t('tests.differs.failure', { why: result.failure })];
  const { differences } = result;
  const counts = expectationLists.flatMap((list) => countDiffers(test, list, differences));
  const counted = new Set(counts.map(({ list }) => list));
  const rest = differences.flatMap((difference) => {
    if (difference.kind === 'extra') return [];
    if (difference.kind === 'missing' && counted.has(difference.list)) return [];
    return differenceText(test, difference, graph);
  });
  return [...counts.map(({ text }) => text), ...rest];
}

function countDiffers(test: Scenario, list: ExpectationList, differences: readonly Difference[]) {
  if (test.expect.loose?.includes(list)) return [];
  const of = (kind: Difference['kind']) =>
    differences.filter((each) => each.kind === kind && 'list' in each && each.list === list).length;
  const wanted = (test.expect[list] ?? []).length;
  const got = wanted - of('missing') + of('extra');
  if (wanted === got) return [];
  return [{ list, text: t(`tests.differs.${list}`, { wanted: formatNumber(wanted), got: formatNumber(got) }) }];
}

function differenceText(test: Scenario, difference: Difference, graph: Steps): string {
  if (difference.kind === 'path') {
    const at = firstOther(difference.got, difference.wanted) ?? 0;
    const [got, wanted] = [difference.got[at], difference.wanted[at]];
    if (got === undefined) return t('tests.differs.path-ends', { wanted: portText(graph, wanted ?? '') });
    if (wanted === undefined) return t('tests.differs.path-longer', { got: portText(graph, got) });
    return t('tests.differs.path', { got: portText(graph, got), wanted: portText(graph, wanted) });
  }
  if (difference.kind === 'through') return t('tests.differs.through', { port: portText(graph, difference.port) });
  const { list } = difference;
  if (difference.kind !== 'field') return t('tests.differs.missing', { item: itemText(list, difference.item, graph) });
  const item: Item = test.expect[list]?.[difference.index] ?? {};
  return t('tests.differs.field', {
    item: itemText(list, item, graph),
    field: fieldText(difference.field),
    got: valueText(difference.got),
    wanted: valueText(difference.wanted),
  });
}

/** `action Ask the TMS`. */
export function itemText(list: ExpectationList, item: Item, graph: Steps): string {
  const name = list === 'exceptions' ? (item.title ?? item.type) : (item.type ?? stepTitle(graph, String(item.node)));
  return t(`tests.item.${list}`, { name: String(name) });
}

/** A field of an expectation as people call it. */
export function fieldText(field: string): string {
  const [first = '', ...rest] = field.split(/(?=[.[])/);
  return [tOr(`tests.field.${first}`, first), ...rest].join('');
}

/** A value of an expectation, short enough for a line. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return t('tests.nothing');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS - 1)}…` : text;
}
const VALUE_CHARACTERS = 60;

/** `Worth rerouting? › yes`. */
export function portText(graph: Steps, end: string): string {
  const { node: id, port } = readEnd(end);
  const node = graph.nodes.find((each) => each.id === id);
  return t('tests.port', { step: node?.title ?? id, port: node ? portLabel(node, port) : port });
}

function stepTitle(graph: Steps, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.title ?? id;
}

/** What a proposed test is called: the last way that no test before it took, else what it was made from. */
export function proposalName(
  { name, expect }: Scenario,
  graph: Steps,
  known: ReadonlySet<string>,
  taken: ReadonlySet<string>,
): string {
  const { path = [] } = expect;
  const fresh = path.filter((port) => !known.has(port)).at(-1) ?? path.at(-1);
  if (fresh === undefined) return uniqueName(name, taken);
  const { node: id, port } = readEnd(fresh);
  const node = graph.nodes.find((each) => each.id === id);
  const words = t('tests.new-way', { step: node?.title ?? id, port: node ? portLabel(node, port) : port });
  return uniqueName(words.slice(0, NAME_CHARACTERS), taken);
}
const NAME_CHARACTERS = 180;

/** A name that no test has yet. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let next = name;
  for (let count = 2; taken.has(next); count += 1) next = `${name} (${count})`;
  return next;
}
