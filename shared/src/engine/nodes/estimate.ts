import { type Estimate, estimate, factorText, type TransitModel } from '../../estimate/index.ts';
import { type CanonicalEvent, eventType, historyOf } from '../../event/index.ts';
import { canonicalJson } from '../../json/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { instantFromMs, instantToMs, isInstant } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { fill } from '../fill.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Arrival } from './arrival.ts';
import { emitted, ownSource } from './emitted.ts';
import type { StepHandler } from './index.ts';

type Node = CompiledNodeOf<'estimate'>;
type Facts = Readonly<Record<string, unknown>>;

const HOUR_MS = 3_600_000;
const QUANTILES = ['p50', 'p80', 'p95'] as const;

/** The step cannot do what it should; it goes on as if nothing were known, and says why. */
interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/**
 * Says when something that began at an instant will probably be over, from how long it took others of its group. Where
 * that cannot be said it leaves by *unknown*; the same estimate is not told twice.
 */
export const enter: StepHandler<'estimate'>['enter'] = (turn, program, run, node, { visit }) => {
  const facts = factsOf(turn, program, { run, node });
  const model = modelOf(program, node);
  if ('code' in model) return failed(model);
  const since = sinceOf(node, facts);
  if (since === undefined) return unknown('it is not known since when', {});
  if (typeof since !== 'string') return failed(since);
  const by = factorsOf(node, facts);
  if ('code' in by) return failed(by);
  const found = estimate(model, by.values, { minSamples: node.config.minSamples });
  if (!found) return unknown(`too few samples in ${node.config.model}`, by.values);
  const output = outputOf(found, since);
  if (output === undefined)
    return failed({ code: 'invalid-input', detail: `${since} and so many hours is no instant` });
  const told = { text: textOf(output), values: { since, by: by.values, ...output } };
  if (!node.config.emit) return { did: 'entered', leaves: ['out'], output, told };
  const outputs = { ...run.outputs, [node.id]: output };
  const data = fill(node.is.data, factsOf(turn, program, { run: { ...run, outputs }, node }));
  if (!data.ok) return failed({ code: 'invalid-input', detail: data.reason });
  const { type, quantile } = node.config.emit;
  const saying = { ...(data.value as Facts), classifier: 'EST', at: output[quantile] };
  const subject = turn.occasion.subjectId;
  const checked = emitted(turn, { run, node: node.id, visit, subject, type, data: saying });
  if (!checked.ok) return failed({ code: checked.failure.code, detail: checked.failure.message });
  const before = toldBefore(turn, checked.event);
  const event = before ?? checked.event.id;
  if (!before) turn.effects.push({ kind: 'emit', event: checked.event });
  return {
    did: 'entered',
    leaves: ['out'],
    output,
    // What was told before is this run's too: it is taken back with the last run that says so.
    undo: [{ node: node.id, event, subject }],
    told: { text: before ? `${told.text}; as told before` : told.text, values: { ...told.values, event } },
  };
};

function modelOf(program: Program, node: Node): TransitModel | Refusal {
  const { model } = node.config;
  const found = program.references.get(model);
  if (!found) return { code: 'missing-reference', detail: `no transit model “${model}” here` };
  if (found.kind !== 'transit') return { code: 'wrong-reference', detail: `“${model}” is no transit model` };
  return found;
}

/** Undefined where it is not known (yet). */
function sinceOf(node: Node, facts: Facts): string | Refusal | undefined {
  const since = node.is.since.evaluate(facts);
  if (!since.ok) return since.missing ? undefined : { code: 'invalid-input', detail: since.reason };
  if (since.value === null || since.value === undefined) return undefined;
  if (typeof since.value === 'string' && isInstant(since.value)) return since.value;
  return { code: 'invalid-input', detail: `since is no instant: ${JSON.stringify(since.value)}`.slice(0, 200) };
}

/** What a factor misses leaves it unknown, and the estimate is a more general one. */
function factorsOf(node: Node, facts: Facts): { readonly values: Readonly<Record<string, string | null>> } | Refusal {
  const values: Record<string, string | null> = {};
  for (const [name, expression] of node.is.by) {
    const value = expression.evaluate(facts);
    if (!value.ok && !value.missing) return { code: 'invalid-input', detail: `${name}: ${value.reason}` };
    values[name] = value.ok ? factorText(value.value) : null;
  }
  return { values };
}

function outputOf(found: Estimate, since: string) {
  const { samples, group, pooled } = found;
  const sinceMs = instantToMs(since);
  const [p50, p80, p95] = QUANTILES.map((quantile) => {
    const ms = sinceMs + Math.round(found[quantile] * HOUR_MS);
    return ms < Date.UTC(LIMITS.yearMax, 0) ? instantFromMs(ms) : undefined;
  });
  if (p50 === undefined || p80 === undefined || p95 === undefined) return undefined;
  return { p50, p80, p95, hours: { p50: found.p50, p80: found.p80, p95: found.p95 }, samples, group, pooled };
}

/** The newest estimate that this workflow has told, by its id, where it says the same and of the same place. */
function toldBefore(turn: Turn, event: CanonicalEvent): string | undefined {
  const own = ownSource(turn);
  const writes = (eventType(event.type)?.folds ?? []).flatMap((folding) => folding(event));
  const write = writes.find(({ path }) => path.startsWith('milestones.'));
  const newest = write && historyOf(turn.occasion.known, write.path).findLast((entry) => entry.source === own);
  return newest && canonicalJson(newest.value) === canonicalJson(write.value) ? newest.event : undefined;
}

function textOf({ p80, samples, group, pooled }: NonNullable<ReturnType<typeof outputOf>>): string {
  const of = Object.values(group).join(', ') || 'all';
  return `by ${p80} in four of five cases (${samples} of ${of}${pooled ? ', pooled' : ''})`;
}

function unknown(text: string, values: Facts): Arrival {
  return { did: 'entered', leaves: ['unknown'], output: {}, told: { text, values } };
}

function failed({ code, detail }: Refusal): Arrival {
  return { did: 'failed', leaves: ['unknown'], output: { code, detail }, told: { text: detail } };
}
