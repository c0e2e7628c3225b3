import { previewInput } from '@slipway/shared/engine';
import { compileExpression, toJson } from '@slipway/shared/expression';
import { canonicalJson } from '@slipway/shared/json';
import type { Play } from '../../tryit/play.ts';
import { scopeOf } from '../../tryit/reading.ts';
import type { Scope } from '../step-context.ts';

/** What a step saw when a run last came to it, and what it then asked for. */
interface Arrival {
  readonly scope: Scope;
  readonly atMs: number;
  readonly sent: unknown;
}

/** The last time up to a moment at which a run came to a step; undefined where none did. */
export function arrivalAt(play: Play, at: number, node: string): Arrival | undefined {
  const index = play.moments
    .slice(0, at + 1)
    .findLastIndex(({ decision }) => decision?.trace.some((step) => step.node === node && ARRIVES.has(step.did)));
  const moment = play.moments[index];
  if (!moment) return undefined;
  const asked = moment.decision?.effects.flatMap((effect) =>
    effect.kind === 'action' && effect.action.node === node ? [effect.action] : [],
  )[0];
  const scope = scopeOf(play, index, node);
  return {
    scope: asked ? { ...scope, action: { id: asked.id } } : scope,
    atMs: moment.atMs,
    sent: asked?.input,
  };
}

const ARRIVES: ReadonlySet<string> = new Set(['entered', 'waits', 'failed']);

/** A mapping as it would be filled; `same` where exactly that was sent in what is tried. */
interface Preview {
  readonly value: unknown;
  readonly reason: string | undefined;
  readonly same: boolean;
}

/** What the texts of a mapping are. */
export type PreviewKind = 'templates' | 'expressions';

/** Fills a mapping of templates, or of bare expressions, as the engine does. */
export function previewOf(value: unknown, kind: PreviewKind, facts: Scope, sent?: unknown): Preview {
  const filled = kind === 'templates' ? previewInput(value, facts) : evaluated(value, facts);
  if (!filled.ok) return { value: undefined, reason: filled.reason, same: false };
  const same = sent !== undefined && canonicalJson(sent) === canonicalJson(filled.value);
  return { value: filled.value, reason: undefined, same };
}

function evaluated(value: unknown, facts: Scope): ReturnType<typeof previewInput> {
  const made: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(value ?? {})) {
    const compiled = compileExpression(String(text));
    if (!compiled.ok) return { ok: false, reason: compiled.problems[0]?.message ?? '' };
    const result = compiled.expression.evaluate(facts);
    if (!result.ok && !result.missing) return { ok: false, reason: `${name}: ${result.reason}` };
    made[name] = result.ok ? toJson(result.value) : null;
  }
  return { ok: true, value: made };
}
