import type { EventFate, Page, SubjectEvents, SubjectItem, TestEventSent } from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import { apiPath, get, post } from './client.ts';

/** Sends an event into an environment as a test, under an id of its own: the same event can be sent again. */
export async function sendTestEvent(environment: string, { id: _, ...event }: CanonicalEvent): Promise<TestEventSent> {
  const answer = await post<TestEventSent>(apiPath('environments', environment, 'test-events'), { event });
  return answer.body;
}

/** What has become of an event by now. */
export const followTestEvent = (
  environment: string,
  source: string,
  id: string,
  signal?: AbortSignal,
): Promise<EventFate> => get<EventFate>(apiPath('environments', environment, 'events', source, id), {}, signal);

/** Subjects of a kind whose id begins so; those that changed last where nothing is searched for. */
export const findSubjects = (environment: string, kind: string, search: string, signal: AbortSignal) =>
  get<Page<SubjectItem>>(apiPath('environments', environment, 'subjects'), { kind, search, limit: 8 }, signal);

/** The newest events of a subject as they stand in the log. */
export const eventsOfSubject = (environment: string, subject: string) =>
  get<SubjectEvents>(apiPath('environments', environment, 'subjects', subject, 'events'), { limit: 50 });
