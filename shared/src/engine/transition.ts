import type { CanonicalEvent } from '../event/index.ts';
import type { Signal } from './nodes/index.ts';
import type { Effect, ExceptionRecord, ExceptionState } from './types.ts';

/** What a person's request about an exception comes to. */
export interface Transition {
  readonly exception?: ExceptionRecord;
  readonly effects: readonly Effect[];
  /** Goes to the tokens that wait at the exception. */
  readonly signal?: Signal;
}

const targets: Readonly<Record<string, ExceptionState>> = {
  'exception.acknowledged': 'acknowledged',
  'exception.progressed': 'in-progress',
  'exception.resolved': 'resolved',
};

/**
 * Applies a person's transition (an event of type `exception.*`) to an exception of the subject. Legal from any open
 * state; a revision that has moved on answers *conflict*, an exception that is not open here *not-found*. Nothing when
 * the event is no transition.
 */
export function transition(
  event: CanonicalEvent,
  exceptions: Readonly<Record<string, ExceptionRecord>>,
  now: string,
): Transition | undefined {
  const to = Object.hasOwn(targets, event.type) ? targets[event.type] : undefined;
  if (!to) return undefined;
  const {
    exception: id,
    revision,
    choice,
    reason,
    note,
    actor,
    assignee,
  } = event.data as Readonly<Record<string, unknown>>;
  const answer = (failure: 'conflict' | 'not-found' | null, detail: string): Effect => ({
    kind: 'answer',
    request: event.id,
    failure,
    detail,
  });
  const found = typeof id === 'string' && Object.hasOwn(exceptions, id) ? exceptions[id] : undefined;
  if (!found) return { effects: [answer('not-found', 'no open exception of this id')] };
  if (found.closedAt || (revision !== undefined && revision !== found.revision))
    return { effects: [answer('conflict', `revision ${found.revision}, ${found.state}`)] };
  if (to === 'resolved' && found.choices.length > 0 && !found.choices.some((each) => each.id === choice))
    return { effects: [answer('conflict', `choose one of: ${found.choices.map((each) => each.id).join(', ')}`)] };
  const closes = to === 'resolved';
  const exception: ExceptionRecord = {
    ...found,
    revision: found.revision + 1,
    state: to,
    assignee: typeof assignee === 'string' ? assignee : (found.assignee ?? (typeof actor === 'string' ? actor : null)),
    closedAt: closes ? now : null,
    closing: closes
      ? {
          cause: 'resolved',
          ...text('choice', choice),
          ...text('reason', codeOf(reason)),
          ...text('note', note),
          ...text('actor', actor),
        }
      : null,
  };
  return {
    exception,
    effects: [
      { kind: 'exception', exception, change: closes ? 'resolved' : 'changed', ...text('by', actor) },
      answer(null, ''),
    ],
    ...(closes
      ? {
          signal: {
            kind: 'closed',
            exception: found.id,
            port: typeof choice === 'string' && choice !== '' ? `resolved:${choice}` : 'resolved',
          },
        }
      : {}),
  };
}

/** A reason comes as a text or, as on every event, as a code of a scheme. */
function codeOf(reason: unknown): unknown {
  return typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : reason;
}

function text<Name extends string>(name: Name, value: unknown) {
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [K in Name]?: string };
}
