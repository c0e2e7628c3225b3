import { instantFromMs } from '../time/index.ts';
import type { Program } from './program.ts';
import type { Occasion, Turn } from './turn.ts';
import type { RunState } from './types.ts';

const reserved = new Set(['event', 'subject', 'previous', 'trigger', 'vars', 'nodes', 'now', 'key', 'expr']);

/**
 * What conditions, expressions and templates can see (rule-graph.md, *Conditions*): `event`, `subject` after it,
 * `previous` before it, `trigger` (the opening and its event), `vars`, `nodes` (outputs), `now`, `key`, and one fact
 * per top-level field of the event. Reserved names win.
 */
export function factsOf(
  turn: Turn,
  program: Program,
  at: { readonly key?: string; readonly run?: RunState } = {},
): Readonly<Record<string, unknown>> {
  const opening = at.run?.openings[0];
  const key = at.key ?? opening?.key;
  return {
    ...turn.occasion.facts,
    ...(opening ? { trigger: { ...opening.output, ...(at.run?.event ? { event: at.run.event } : {}) } } : {}),
    vars: program.variables,
    nodes: at.run?.outputs ?? {},
    ...(key === undefined ? {} : { key }),
  };
}

/** An occasion with its moment as an instant and with its facts, which are built once for all workflows that look at it. */
export function withFacts(occasion: Omit<Occasion, 'now' | 'facts'>): Occasion {
  const { event, late, subject, previous } = occasion;
  const now = instantFromMs(occasion.nowMs);
  const facts = {
    ...(event ? Object.fromEntries(Object.entries(event).filter(([name]) => !reserved.has(name))) : {}),
    ...(event ? { event: { ...event, late } } : {}),
    subject,
    ...(previous ? { previous } : {}),
    now,
  };
  return { ...occasion, now, facts };
}
