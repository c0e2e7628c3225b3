import { instantToMs } from '../../time/index.ts';
import { close, open, retract } from '../fire.ts';
import type { CompiledSense, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { SenseState, Spell } from '../types.ts';
import { phaseBeganMs } from './sensing.ts';

/** A stretch in which the samples, in the order of time, say that a sense node was true. */
export interface Stretch {
  readonly fromMs: number;
  /** Absent while it is. */
  readonly toMs?: number;
}

/** What a node says of a stretch when it opens, and when it closes. */
export interface Telling<S extends Stretch> {
  readonly node: string;
  readonly key: string;
  readonly opens: string;
  readonly closes: string;
  readonly opening: (stretch: S) => Told;
  readonly closing: (stretch: S) => Told;
  /** Why a firing was wrong. */
  readonly wrong: string;
}

interface Told {
  readonly output: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A stretch that ends and goes on again and again, by evidence that comes late, is rare: more are not remembered. */
const EARLIER_KEPT = 10;

/**
 * Brings the firings into line with what the samples say now, however late some of them came: the stretches that the
 * samples show are exactly those that stand. A firing whose stretch is gone is retracted, a stretch that nobody told of
 * fires (and closes at once where it is over), one that has ended closes, and one that had not ended after all opens
 * again unless the workflow ignores such evidence. What merges into one stretch stays as it was told.
 *
 * An input opens one stretch of a key at most, since an opening's id is the hash of its input; others wait as those in a
 * cooldown do, for as long as they last.
 */
export function settle<S extends Stretch>(
  turn: Turn,
  program: Program,
  telling: Telling<S>,
  spells: readonly Spell[],
  stretches: readonly S[],
): readonly Spell[] {
  const told = new Map<S, Spell>();
  for (const spell of spells) {
    const stretch = stretches.find((each) => overlap(spell, each));
    if (stretch) told.set(stretch, spell);
    else
      for (const opening of [...(spell.earlier ?? []), spell.opening])
        if (opening) retract(turn, program, { node: telling.node, key: telling.key, text: telling.wrong }, opening);
  }
  let opened = false;
  const fire = (stretch: S, known: Spell | undefined): string | undefined => {
    // Asked again only at the end of the cooldown, so that not every event in it leaves a line.
    if (opened || (known && (stretch.toMs !== undefined || cooling(turn, program)))) return undefined;
    opened = true;
    const { node, key, opens } = telling;
    return open(turn, program, { node, key, port: opens, ...telling.opening(stretch) });
  };
  return stretches.map((stretch) => {
    const spell = told.get(stretch);
    const again = spell?.toMs !== undefined && stretch.toMs === undefined && program.settings.reopens;
    const standing = spell?.opening === '' || (spell?.opening !== undefined && !again);
    const opening = standing ? spell.opening : fire(stretch, again ? undefined : spell);
    const closed = standing && spell.toMs !== undefined;
    if (opening && stretch.toMs !== undefined && !closed) {
      const { node, key, closes } = telling;
      close(turn, { node, key, port: closes, ...telling.closing(stretch) }, opening);
    }
    const earlier =
      again && spell?.opening ? [...(spell.earlier ?? []), spell.opening].slice(-EARLIER_KEPT) : spell?.earlier;
    return {
      fromMs: stretch.fromMs,
      ...(stretch.toMs === undefined ? {} : { toMs: stretch.toMs }),
      ...(opening === undefined ? {} : { opening }),
      ...(earlier === undefined ? {} : { earlier }),
    };
  });
}

/** Whether a node is true now, by its spells. */
export function isStanding(spells: readonly Spell[]): boolean {
  return spells.some((spell) => spell.toMs === undefined);
}

/**
 * The subject has left the phases of a node: what stands closes. Of what was known only where it led is kept, in case the
 * end was told by mistake; evidence of the phase that comes later is not judged.
 */
export function leave(
  turn: Turn,
  node: { readonly id: string; readonly is: CompiledSense },
  port: string,
  output: (key: string, spell: Spell) => Readonly<Record<string, unknown>>,
): void {
  const states = turn.senses[node.id];
  if (!states) return;
  const { phase, phaseSince } = turn.occasion.subject;
  const leftMs = phaseSince === null ? turn.occasion.nowMs : instantToMs(phaseSince);
  for (const [key, state] of Object.entries(states)) {
    if ((state.kind !== 'hold' && state.kind !== 'window') || state.leftMs !== undefined) continue;
    forget(turn, node.id, key);
    for (const spell of state.spells) {
      if (spell.toMs !== undefined || !spell.opening) continue;
      const text = `the phase is ${phase.replaceAll('-', ' ')} now`;
      close(turn, { node: node.id, key, port, output: output(key, spell), text }, spell.opening);
    }
    // A window that slides fills again by itself.
    if (state.after === undefined) continue;
    const { after, kind } = state;
    const left = { before: after, recent: [], spells: [], leftMs };
    turn.setSense(node.id, key, kind === 'hold' ? { kind, ...left } : { kind, ...left, before: state.after });
  }
}

/** What is known of a phase that the subject had not left after all; of an earlier one nothing is known any more. */
export function returning<Kind extends 'hold' | 'window'>(
  turn: Turn,
  node: { readonly id: string; readonly is: CompiledSense },
  kind: Kind,
): readonly (readonly [key: string, state: Extract<SenseState, { kind: Kind }>])[] {
  const beganMs = phaseBeganMs(turn, node.is) ?? -Infinity;
  return Object.entries(node.is.phases ? (turn.senses[node.id] ?? {}) : {}).flatMap(([key, kept]) => {
    if (kept.kind !== kind || !('leftMs' in kept) || kept.leftMs === undefined) return [];
    const { leftMs, ...state } = kept;
    if (beganMs < leftMs) return [[key, state as Extract<SenseState, { kind: Kind }>] as const];
    forget(turn, node.id, key);
    return [];
  });
}

/** Drops what is known for a key, and its timers. */
export function forget(turn: Turn, node: string, key: string): void {
  const timer = turn.senseTimerId(node, key);
  turn.setTimer(timer, undefined);
  turn.setTimer(`${timer}/cooldown`, undefined);
  turn.setSense(node, key, undefined);
}

function cooling(turn: Turn, program: Program): boolean {
  return turn.lastBegunMs !== undefined && turn.lastBegunMs + program.settings.cooldownMs > turn.occasion.nowMs;
}

function overlap(spell: Spell, stretch: Stretch): boolean {
  return spell.fromMs < (stretch.toMs ?? Infinity) && stretch.fromMs < (spell.toMs ?? Infinity);
}
