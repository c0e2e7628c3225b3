import { type CanonicalEvent, type SubjectState, viewOf } from '../event/index.ts';
import { instantFromMs } from '../time/index.ts';
import type { Frame, Program } from './program.ts';
import { asksForNodes, nodesFact, nodesWithin } from './truth.ts';
import type { Occasion, Turn } from './turn.ts';
import type { RunState } from './types.ts';

/** Facts of the language itself; a field of an event under such a name is read as `event.<name>`. */
export const RESERVED_FACTS: ReadonlySet<string> = new Set([
  'event',
  'subject',
  'previous',
  'trigger',
  'vars',
  'nodes',
  'now',
  'key',
  'zones',
  'calendars',
  'inputs',
  'expr',
]);

/**
 * What conditions, expressions and templates can see (rule-graph.md, *Conditions*): `event`, `subject` after it,
 * `previous` before it, `trigger` (the opening and its event), `vars`, `nodes` (outputs, and whether a sense node is
 * active), `now`, `key`, and one fact per top-level field of the event. Reserved names win. A node of a part sees the
 * part's own variables, zones, calendars and nodes, and what the part was given as `inputs`.
 */
export function factsOf(turn: Turn, program: Program, at: Place = {}): Readonly<Record<string, unknown>> {
  if (at.run || at.node || asksForNodes(program)) return made(turn, program, at);
  // What a sense sees under a key is the same for all that it asks, and mostly for the next sense too.
  const { seen } = turn;
  if (seen?.program === program && seen.key === at.key) return seen.facts;
  const facts = made(turn, program, at);
  turn.seen = { program, key: at.key, facts };
  return facts;
}

interface Place {
  readonly key?: string;
  readonly run?: RunState | undefined;
  readonly node?: { readonly frame?: Frame | undefined };
}

function made(turn: Turn, program: Program, at: Place): Readonly<Record<string, unknown>> {
  const opening = at.run?.openings[0];
  const key = at.key ?? opening?.key;
  const frame = at.node?.frame;
  const own = frame ?? program;
  return {
    ...turn.occasion.facts,
    ...(opening ? { trigger: { ...opening.output, ...(at.run?.event ? { event: at.run.event } : {}) } } : {}),
    vars: own.variables,
    zones: own.zones,
    calendars: own.calendars,
    ...(frame
      ? { nodes: nodesWithin(frame, at.run), inputs: inputsOf(frame, at.run) }
      : { nodes: nodesFact(turn, program, at.run) }),
    ...(key === undefined ? {} : { key }),
  };
}

/** What a part was given when a token came into it: its step keeps that beside what the part gives. */
function inputsOf(frame: Frame, run: RunState | undefined): unknown {
  const kept = run?.outputs[frame.step];
  return typeof kept === 'object' && kept !== null && 'inputs' in kept ? kept.inputs : {};
}

/** What happens, before the moment is spelled and the facts are made. */
type Happening = Omit<Occasion, 'now' | 'facts' | 'subject' | 'previous'> & {
  /** What was known before; undefined where nothing was. */
  readonly before: SubjectState | undefined;
};

/** The fields of an event that are facts by themselves; `subject` is one in any case, and written over. */
function topLevel(event: CanonicalEvent): Readonly<Record<string, unknown>> {
  for (const name in event)
    if (name !== 'subject' && RESERVED_FACTS.has(name))
      return Object.fromEntries(Object.entries(event).filter(([each]) => !RESERVED_FACTS.has(each)));
  return event;
}

/** An occasion with its moment as an instant, and with its facts, which are made once for all workflows that look at it. */
export function withFacts({ before, ...happening }: Happening): Occasion {
  const { event, late, known, nowMs } = happening;
  const now = instantFromMs(nowMs);
  const subject = viewOf(known);
  const previous = before && viewOf(before);
  const facts = {
    ...(event && topLevel(event)),
    ...(event && { event: { ...event, late } }),
    now,
    subject,
    ...(previous && { previous }),
  };
  return { ...happening, now, facts, subject, previous };
}
