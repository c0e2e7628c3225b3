import type { Explanation } from '@slipway/shared/api';
import type { ConditionTrace } from '@slipway/shared/condition';
import { type Program, type RunState, type TraceStep, whyNot } from '@slipway/shared/engine';
import { viewOf } from '@slipway/shared/event';
import { toJson } from '@slipway/shared/expression';
import { instantFromMs } from '@slipway/shared/time';
import { NODE_KINDS, stepOf, type WorkflowNode } from '@slipway/shared/workflow';
import type { WireValues } from '../../../editor/editor-context.ts';
import { LIT_APART, type Marks, type NodeMark } from '../../../editor/marks.ts';
import type { Moment, Play } from './play.ts';

type Scope = Readonly<Record<string, unknown>>;

/** The moments up to the one that is looked at, of the subject that is looked at. */
export function upTo(play: Play, at: number): readonly Moment[] {
  const subject = subjectAt(play, at);
  return play.moments.slice(0, at + 1).filter((moment) => moment.subject === subject);
}

/** Whom the canvas shows: whoever the workflow last moved for, else whom the scenario is about. */
export function subjectAt(play: Play, at: number): string {
  const moved = play.moments.slice(0, at + 1).findLast((moment) => moment.decision?.trace.length);
  return moved?.subject ?? play.subject;
}

/** The last moment up to `at` at which a step moved. */
export function momentOf(play: Play, at: number, node: string): Moment | undefined {
  return upTo(play, at).findLast((moment) => moment.decision?.trace.some((step) => stepOf(step.node) === node));
}

/** The event that is looked at: the last one that came in from outside, also where a timer or an answer followed it. */
export function pinnedEvent(play: Play, at: number): Moment | undefined {
  return upTo(play, at).findLast((moment) => moment.cause === 'event' && !moment.emitted);
}

/**
 * What the texts of a step see: at the moment at which it last moved, or else what it would see now. The event is the
 * pinned one where the clock or an answer moved it, so that a form always has values to show.
 */
export function scopeOf(play: Play, at: number, node: string | undefined): Scope {
  const moment = (node === undefined ? undefined : momentOf(play, at, node)) ?? upTo(play, at).at(-1);
  const pinned = pinnedEvent(play, moment ? play.moments.indexOf(moment) : at);
  const event = moment?.cause === 'event' ? moment.event : pinned?.event;
  const record = moment?.after;
  const run = runOf(play, moment, node);
  const opening = run?.openings[0];
  const key = opening?.key ?? keyOf(play, moment, node);
  return {
    ...(event ? { ...fieldsOf(event), event: { ...event, late: moment?.late ?? false } } : {}),
    ...(record ? { subject: viewOf(record.subject) } : {}),
    ...(moment ? { previous: viewOf(moment.before.subject), now: instantFromMs(moment.atMs) } : {}),
    ...(opening ? { trigger: { ...opening.output, ...(run?.event ? { event: run.event } : {}) } } : {}),
    vars: play.program.variables,
    zones: play.program.zones,
    calendars: play.program.calendars,
    nodes: outputsOf(play, moment, run),
    action: { id: 'the id of the action' },
    ...(key === undefined ? {} : { key }),
  };
}

const RESERVED: ReadonlySet<string> = new Set(['subject']);

function fieldsOf(event: object): Scope {
  return Object.fromEntries(Object.entries(event).filter(([name]) => !RESERVED.has(name)));
}

/** The run that moved the step at that moment, else the newest. */
function runOf(play: Play, moment: Moment | undefined, node: string | undefined): RunState | undefined {
  const runs = [moment?.after, moment?.before].flatMap((record) => record?.workflows[play.program.id]?.runs ?? []);
  const step = moment?.decision?.trace.findLast((each) => stepOf(each.node) === node && each.run !== undefined);
  return runs.find((run) => run.id === step?.run) ?? runs.findLast((run) => run.status === 'open') ?? runs.at(-1);
}

/** A sense node with keys is shown for the first of them. */
function keyOf(play: Play, moment: Moment | undefined, node: string | undefined): string | undefined {
  const senses = moment?.after.workflows[play.program.id]?.senses ?? {};
  const states = node !== undefined && Object.hasOwn(senses, node) ? senses[node] : Object.values(senses)[0];
  return Object.keys(states ?? {})[0];
}

/** What steps put out up to that moment; a run that has ended forgets, so what its effects told is taken instead. */
function outputsOf(play: Play, moment: Moment | undefined, run: RunState | undefined): Scope {
  const outputs: Record<string, unknown> = {};
  for (const each of moment ? upTo(play, play.moments.indexOf(moment)) : []) {
    const own = each.after.workflows[play.program.id]?.runs.find((one) => one.id === run?.id);
    Object.assign(outputs, own?.outputs);
    for (const step of each.decision?.trace ?? []) {
      if (step.run !== undefined && run && step.run !== run.id) continue;
      if (play.program.parts.has(step.node)) outputs[step.node] = partOutput(outputs[step.node], step);
      else if (step.values && 'output' in step.values) outputs[step.node] = step.values.output;
      else if (step.condition) outputs[step.node] ??= { answer: step.condition.result };
      else if (step.values && step.values.action === undefined) outputs[step.node] ??= step.values;
    }
  }
  return outputs;
}

/** What a step that runs a workflow shows of it: what it gave, and once it came back what it got and by which end. */
function partOutput(before: unknown, { did, values, ports }: TraceStep): unknown {
  const known = typeof before === 'object' && before !== null ? before : {};
  return did === 'entered' ? { ...known, inputs: values } : { ...known, ...values, end: ports[0] };
}

const wiresOf = new WeakMap<Program, ReadonlyMap<string, readonly string[]>>();

/** The wires that leave a port. They are asked for at every step of every moment, so they are looked up once. */
function wiresFrom({ program }: Play, node: string, port: string): readonly string[] {
  let known = wiresOf.get(program);
  if (!known) {
    const made = new Map<string, string[]>();
    for (const { from, to } of program.workflow.edges) made.set(from, [...(made.get(from) ?? []), `${from}>${to}`]);
    known = made;
    wiresOf.set(program, known);
  }
  return known.get(`${node}.${port}`) ?? [];
}

/** The path up to a moment, lit, with every step's answer; a step that was not reached says what it would answer. */
export function marksOfPlay(play: Play, at: number): Marks {
  // The canvas and the inspector ask for the same.
  const known = marked.get(play);
  if (known?.at === at) return known.marks;
  const marks = markSteps(play, at);
  marked.set(play, { at, marks });
  return marks;
}

const marked = new WeakMap<Play, { readonly at: number; readonly marks: Marks }>();

function markSteps(play: Play, at: number): Marks {
  const nodes: Record<string, NodeMark> = {};
  const lit = new Set<string>();
  let order = 0;
  for (const moment of upTo(play, at))
    for (const step of moment.decision?.trace ?? []) {
      const id = stepOf(step.node);
      const before = nodes[id];
      const inside = id !== step.node;
      nodes[id] = {
        state: 'lit',
        order: before?.state === 'lit' ? before.order : Math.min(order++, LIT_APART),
        answer: (inside ? answerInside(play, step) : answerOf(step)) ?? before?.answer,
        condition: step.condition && !inside ? explanationOf(step.condition) : before?.condition,
      };
      for (const port of step.ports) for (const wire of wiresFrom(play, step.node, port)) lit.add(wire);
    }
  const why = whyAt(play, at);
  for (const node of play.program.workflow.nodes) {
    const known = nodes[node.id];
    const told = why?.nodes[node.id];
    if (known) {
      if (!known.condition && told?.condition) nodes[node.id] = { ...known, condition: explanationOf(told.condition) };
      continue;
    }
    nodes[node.id] = unreached(play, at, node, told);
  }
  return { nodes, lit, path: true };
}

function unreached(
  play: Play,
  at: number,
  node: WorkflowNode,
  told: { readonly text: string; readonly condition?: ConditionTrace } | undefined,
): NodeMark {
  const rest = { state: 'not-reached', order: 0 } as const;
  if (NODE_KINDS[node.kind].family === 'sense')
    return {
      ...rest,
      // A sense node looks at everything, so it was reached; it only did not fire.
      state: 'lit',
      answer: told?.text,
      condition: told?.condition ? explanationOf(told.condition) : undefined,
    };
  const compiled = play.program.nodes.get(node.id);
  if (compiled?.kind !== 'condition' || play.moments.length === 0) return rest;
  const trace = compiled.is.when.explain(scopeOf(play, at, node.id));
  return { ...rest, answer: `would say ${trace.result ? 'yes' : 'no'}`, condition: explanationOf(trace) };
}

function whyAt(play: Play, at: number) {
  const moment = upTo(play, at).at(-1);
  if (!moment) return undefined;
  const event = pinnedEvent(play, at)?.event;
  return whyNot(play.program, moment.after, {
    environment: 'tried',
    nowMs: moment.atMs,
    ...(event ? { event } : {}),
  });
}

/** `yes, all of it holds` · `waits, tms · request` · `fired, due 2 Mar`. */
function answerOf(step: TraceStep): string | undefined {
  if (step.condition) {
    const failing = step.condition.result ? undefined : firstFailing(step.condition);
    return [step.text, failing].filter(Boolean).join(', ');
  }
  const did = { fired: 'fires', counted: 'counted', closed: 'closed', retracted: 'taken back' } as const;
  const word = step.did in did ? did[step.did as keyof typeof did] : step.did;
  if (step.did === 'entered' || step.did === 'resumed') return step.text;
  return step.text && step.text !== word ? `${word}, ${step.text}` : word;
}

/** Where a token stands inside of a step, by the name that the part gives the place. */
function answerInside(play: Play, step: TraceStep): string | undefined {
  const answer = answerOf(step);
  const title = play.program.nodes.get(step.node)?.title;
  return title && answer ? `${title}, ${answer}` : (title ?? answer);
}

function firstFailing(trace: ConditionTrace): string | undefined {
  if (trace.result) return undefined;
  if (trace.kind === 'leaf') {
    return trace.missing ? `${trace.text}: not known` : `${trace.text}: ${JSON.stringify(trace.actual)}`;
  }
  return trace.children?.map(firstFailing).find((text) => text !== undefined);
}

/** A condition's trace as the screens draw it. */
export function explanationOf(trace: ConditionTrace): Explanation {
  const { kind, result, text, actual, expected, missing, children } = trace;
  return {
    kind: kind === 'named' ? 'all' : kind,
    result,
    text: kind === 'leaf' ? text : '',
    ...(actual === undefined ? {} : { actual }),
    ...(expected === undefined ? {} : { expected }),
    ...(missing === undefined ? {} : { missing }),
    ...(children ? { children: children.map(explanationOf) } : {}),
  };
}

const CHIP_CHARACTERS = 40;

/** Words on lit wires: what went along them, where it is short enough to read there. */
export function chipsOf(play: Play, at: number): Readonly<Record<string, string>> {
  const chips: Record<string, string> = {};
  for (const moment of upTo(play, at))
    for (const step of moment.decision?.trace ?? [])
      for (const port of step.ports) {
        const text = chipOf(play.program.nodes.get(step.node)?.kind, step, port);
        const [wire] = wiresFrom(play, step.node, port);
        if (text && wire !== undefined) chips[wire] = text;
      }
  return chips;
}

/** The most values that are told of one wire. */
const VALUES_MAX = 8;

/** All that went along the wires up to a moment, by name: what the step worked out, and what it compared. */
export function wireValues(play: Play, at: number): WireValues {
  const told: Record<string, readonly (readonly [string, string])[]> = {};
  for (const moment of upTo(play, at))
    for (const step of moment.decision?.trace ?? []) {
      const pairs = new Map([...pairsIn(step.values ?? {}), ...comparedIn(step.condition)]);
      if (pairs.size === 0) continue;
      const rows = [...pairs].slice(0, VALUES_MAX);
      for (const port of step.ports) for (const wire of wiresFrom(play, step.node, port)) told[wire] = rows;
    }
  return told;
}

/** Hashes that nobody knows anything by. */
const UNTOLD: ReadonlySet<string> = new Set(['action', 'exception', 'run']);

function pairsIn(values: object): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([name, value]): readonly (readonly [string, string])[] => {
    if (UNTOLD.has(name) || value === undefined) return [];
    if (typeof toJson(value) === 'object' && value !== null && !Array.isArray(value)) return pairsIn(value as object);
    return [[name, plain(value)]];
  });
}

function comparedIn(trace: ConditionTrace | undefined): readonly (readonly [string, string])[] {
  if (!trace) return [];
  if (trace.kind !== 'leaf') return trace.children?.flatMap(comparedIn) ?? [];
  return trace.missing ? [] : [[trace.text, plain(trace.actual)]];
}

function chipOf(kind: string | undefined, step: TraceStep, port: string): string | undefined {
  if (kind === 'deadline') return typeof step.values?.lateBy === 'string' ? `late by ${step.values.lateBy}` : undefined;
  if (port === 'failed' || port === 'timeout') return clip(step.text);
  if (kind === 'set') return clip(Object.entries(step.values ?? {}).map(pair)[0]);
  const output = step.values?.output;
  if (typeof output !== 'object' || output === null) return undefined;
  return clip(Object.entries(leaf(output)).map(pair)[0]);
}

/** The innermost object on the way: of `{body: {accepted: true}}` it is `accepted: true` that says something. */
function leaf(value: object): object {
  const [first] = Object.values(value).filter(
    (each) => typeof each === 'object' && each !== null && !Array.isArray(each),
  );
  return first ? leaf(first as object) : value;
}

const pair = ([name, value]: readonly [string, unknown]): string => `${name} ${plain(value)}`;

function plain(value: unknown): string {
  const json = toJson(value);
  return typeof json === 'string' ? json : (JSON.stringify(json) ?? '');
}

function clip(text: string | undefined): string | undefined {
  if (!text) return undefined;
  return text.length > CHIP_CHARACTERS ? `${text.slice(0, CHIP_CHARACTERS - 1)}…` : text;
}
