import { type CanonicalEvent, eventType, takenBack } from '../../event/index.ts';
import { describeDuration, formatDuration, instantToMs } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { close, open, retract } from '../fire.ts';
import { moment } from '../moment.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { MissingState } from '../types.ts';
import type { SenseHandler } from './index.ts';
import { keyedByEvent, keysOf } from './keys.ts';
import { evidenceOf, inPhase } from './sensing.ts';
import { countedFrom, cut, hear, lasts, unhear } from './silence.ts';

type Node = CompiledNodeOf<'missing'>;

/** A node's look at one key: what it needs to tell of it. */
interface Look {
  readonly turn: Turn;
  readonly program: Program;
  readonly node: Node;
  readonly key: string;
}

/**
 * Watches for silence: no event that counts for `for`, while the phase and the condition hold. It is counted from the
 * later of the last such event's `time` and the moment from which it is asked for, so late events count where they
 * belong: one that lies inside a silence that was told of disproves it.
 */
export const observe: SenseHandler<'missing'>['observe'] = (turn, program, node) => {
  const event = evidenceOf(turn, node.is);
  const known = Object.keys(turn.senses[node.id] ?? {});
  const counts = event !== undefined && isSignOfLife(turn, node, event);
  const watched = keysNow(turn, program, node, counts);
  for (const key of new Set([...known, ...watched.keys])) {
    const at: Look = { turn, program, node, key };
    const before = stateOf(at);
    const came = counts && watched.came.has(key) && (node.is.when?.test(factsOf(turn, program, { key })) ?? true);
    keep(at, judged(at, asked(at, heard(at, before, came), watched.gone(key))));
  }
};

/** So long nothing has come, or the cooldown that a silence waited for is over. */
export const wake: SenseHandler<'missing'>['wake'] = (turn, program, node, key) => {
  const at: Look = { turn, program, node, key };
  if (!turn.sense(node.id, key)) return;
  const { pending: _, ...state } = stateOf(at);
  keep(at, judged(at, asked(at, state, false)));
};

/** An event about this very subject; what Slipway itself appends counts only where it is named. */
function isSignOfLife(turn: Turn, node: Node, event: CanonicalEvent): boolean {
  if (event.subject !== turn.occasion.subjectId) return false;
  return !eventType(event.type)?.internal || node.config.on.includes(event.type);
}

/** Which keys are looked at, which of them the event is about, and which are of no interest any more. */
function keysNow(turn: Turn, program: Program, node: Node, counts: boolean) {
  if (keyedByEvent(node.is.per)) {
    const keys = counts ? keysOf(node.is.per, factsOf(turn, program)) : [];
    return { keys, came: new Set(keys), gone: () => false };
  }
  const keys = keysOf(node.is.per, factsOf(turn, program));
  return { keys, came: new Set(keys), gone: (key: string) => !keys.includes(key) };
}

/** What the event says of silence: somebody was heard, was not heard after all, or their whole source is silent. */
function heard(at: Look, state: MissingState, came: boolean): MissingState {
  const { event } = at.turn.occasion;
  if (!event) return state;
  if (state.source !== undefined && event.data.source === state.source) {
    if (event.type === 'source.silent') return suspended(at, state, String(event.data.since));
    if (event.type === 'source.heard') return lifted(state, event.time);
  }
  const withdrawn = takenBack(event);
  const rest = withdrawn === undefined ? state : unhear(state, withdrawn);
  return came ? hear(late(at, rest, event), event) : rest;
}

/** An event inside a silence that has ended: where nothing long enough is left of it, telling of it was wrong. */
function late(at: Look, state: MissingState, event: CanonicalEvent): MissingState {
  const { past, ...rest } = state;
  if (!past) return state;
  const left = cut(past, event.time, at.node.is.forMs);
  if (left) return { ...rest, past: left };
  disprove(at, past.opening, `it was heard on ${moment(event.time)}`);
  return rest;
}

/** Silence that was not complete when the source fell silent is the source's, not the subject's. */
function suspended(at: Look, state: MissingState, since: string): MissingState {
  const { silent, ...rest } = state;
  if (!silent || lasts(silent.from, since, at.node.is.forMs)) return { ...state, suspended: true };
  disprove(at, silent.opening, `its whole source has been silent since ${moment(since)}`);
  return { ...rest, suspended: true };
}

function lifted(state: MissingState, again: string): MissingState {
  const { suspended: _, ...awake } = state;
  return awake.silent ? awake : { ...awake, again };
}

/** Notes since when silence matters; when it matters no more, a silence that was told of ends too. */
function asked(at: Look, state: MissingState, gone: boolean): MissingState {
  const { turn, program, node, key } = at;
  const { event, now } = turn.occasion;
  const time = event && event.time < now ? event.time : now;
  if (!gone && inPhase(turn, node.is) && (node.is.while?.test(factsOf(turn, program, { key })) ?? true))
    return { ...state, since: sinceOf(at, state, time) };
  if (state.silent) {
    const { from, opening } = state.silent;
    if (lasts(from, time, node.is.forMs)) told(at, state.silent, time, 'nobody listens for it any more');
    else disprove(at, opening, `nobody listened for it any more from ${moment(time)}`);
  }
  const { silent: _silent, since: _since, pending: _pending, again: _again, ...kept } = state;
  // What was heard stays known: the word of the phase may come late, and an end that was told by mistake be taken back.
  return kept;
}

/**
 * The moment from which silence matters. What the phases say of it is better than when we were told, and does not depend on
 * the order of arrival; of several phases only the earliest sign is known.
 */
function sinceOf({ turn, node }: Look, state: MissingState, time: string): string {
  const { phaseSince } = turn.occasion.subject;
  if (!node.is.phases || node.is.while || phaseSince === null) return state.since ?? time;
  return node.is.phases.size > 1 && state.since !== undefined && state.since < phaseSince ? state.since : phaseSince;
}

/** Compares the silence so far with the one that was told of: arm, fire, close or take back. */
function judged(at: Look, state: MissingState): MissingState {
  const { turn, node, key } = at;
  const { forMs, warmUpMs } = node.is;
  const from = countedFrom(state, warmUpMs);
  const dueMs = from === undefined ? undefined : instantToMs(from) + forMs;
  const waits = dueMs !== undefined && dueMs > turn.occasion.nowMs;
  turn.setTimer(
    turn.senseTimerId(node.id, key),
    waits ? { dueMs, workflow: turn.workflow, target: { node: node.id, key } } : undefined,
  );
  if (from === undefined) return state;
  const { silent, ...rest } = state;
  if (!silent) return waits ? calm(state) : fire(at, state, from);
  if (from <= silent.from) return state;
  if (lasts(silent.from, from, forMs)) {
    told(at, silent, from, `heard again after ${describeDuration(instantToMs(from) - instantToMs(silent.from))}`);
    const ended = { ...rest, past: { from: silent.from, to: from, opening: silent.opening } };
    return waits ? calm(ended) : fire(at, ended, from);
  }
  // It was heard meanwhile, yet has been silent for as long since: what was told is still so.
  if (!waits) return { ...state, silent: { ...silent, from } };
  disprove(at, silent.opening, `it was heard on ${moment(from)}`);
  return calm(rest);
}

function fire(at: Look, state: MissingState, from: string): MissingState {
  const { turn, program, node, key } = at;
  if (state.pending) return state;
  if (turn.occasion.activated) return { ...state, silent: { from, opening: '' } };
  const last = state.heard.at(-1);
  const opening = open(turn, program, {
    node: node.id,
    key,
    port: 'silent',
    output: {
      key,
      since: from,
      silentFor: formatDuration(turn.occasion.nowMs - instantToMs(from)),
      at: turn.now,
      ...(last ? { event: last[1] } : {}),
    },
    text: `${last ? 'nothing more' : 'nothing at all'} since ${moment(from)}`,
  });
  return opening === undefined ? { ...state, pending: true } : { ...state, silent: { from, opening } };
}

/** The end of a silence reaches the run that it began. */
function told({ turn, node, key }: Look, silent: NonNullable<MissingState['silent']>, to: string, text: string): void {
  if (!silent.opening) return;
  const silentFor = formatDuration(instantToMs(to) - instantToMs(silent.from));
  const { event } = turn.occasion;
  const output = { key, since: silent.from, silentFor, at: to, ...(event ? { event: event.id } : {}) };
  close(turn, { node: node.id, key, port: 'heard', output, text }, silent.opening);
}

function disprove({ turn, program, node, key }: Look, opening: string, text: string): void {
  if (opening) retract(turn, program, { node: node.id, key, text }, opening);
}

function calm(state: MissingState): MissingState {
  const { pending: _, ...rest } = state;
  return rest;
}

function stateOf({ turn, node, key }: Look): MissingState {
  const kept = turn.sense(node.id, key);
  return kept?.kind === 'missing' ? kept : { kind: 'missing', heard: [] };
}

function keep({ turn, node, key }: Look, state: MissingState): void {
  const empty = state.heard.length === 0 && Object.keys(state).length === 2;
  turn.setSense(node.id, key, empty ? undefined : state);
}
