import type { EventDecision, EventFate } from '@slipway/shared/api';
import type { Database } from '../database/index.ts';
import { reasonOf } from './actions-reads.ts';
import { decisionTrace } from './decisions-reads.ts';
import type { DecisionDocument } from './documents.ts';
import { outcomeAt } from './outcomes.ts';
import { placeOfEvent } from './seen-events-reads.ts';
import { findTestEvent } from './test-events.ts';
import { findGraph, nameVersions } from './versions-reads.ts';

interface Place {
  readonly partition: number;
  readonly offset: number;
}

/**
 * What became of an event: a test event from the moment on at which it was taken in, any other once it was decided.
 * Undefined for what was never here, or long ago.
 */
export async function fateOfEvent(
  database: Database,
  environment: string,
  source: string,
  event: string,
): Promise<EventFate | undefined> {
  const sent = await findTestEvent(database.kysely, environment, source, event);
  const place = sent ?? (await placeOfEvent(database, environment, source, event));
  if (!place) return undefined;
  const { partition, offset } = place;
  const outcome = await outcomeAt(database.kysely, environment, place);
  const fate: EventFate = {
    state: outcome === undefined || outcome === 'control' ? 'pending' : outcome,
    partition,
    offset,
    subject: sent?.subject ?? null,
    workflows: [],
    deadLetter: null,
  };
  if (fate.state === 'dead-lettered') return { ...fate, deadLetter: await deadLetterAt(database, environment, place) };
  if (fate.state !== 'decided') return fate;
  const decisions = await decisionsAt(database, environment, place, ` ${source} ${event}`);
  return {
    ...fate,
    subject: fate.subject ?? decisions[0]?.subject ?? null,
    workflows: decisions.map(({ told }) => told),
  };
}

/** Only what was decided upon the event itself: timers that fired before it stand at the same offset. */
async function decisionsAt(database: Database, environment: string, place: Place, ending: string) {
  const rows = await database.kysely
    .selectFrom('decisions')
    .select(['input', 'subject', 'workflow', 'version', 'run', 'at_ms', 'decision'])
    .where('environment', '=', environment)
    .where('partition', '=', place.partition)
    .where('offset', '=', place.offset)
    .where('workflow', '<>', '')
    .orderBy('commit_number')
    .orderBy('position')
    .execute();
  const name = await nameVersions(database, environment);
  const told: { subject: string; told: EventDecision }[] = [];
  for (const row of rows.filter(({ input }) => input.startsWith('event ') && input.endsWith(ending))) {
    const { workflow, version, run } = row;
    const document = JSON.parse(row.decision) as DecisionDocument;
    // A workflow that is live no more and only finishes its runs decides under the version of the run.
    const hash = version === '' ? await versionOfRun(database, environment, run) : version;
    const graph = await findGraph(database, environment, workflow, hash);
    const decision = { ...document, input: row.input, atMs: row.at_ms, run };
    const decided = decisionTrace(decision, graph ?? { edges: [] });
    const { exceptions, actions } = made(document);
    const failure = document.failure ?? null;
    const { name: called, version: number } = name(workflow, hash);
    told.push({
      subject: row.subject,
      told: { workflow, name: called, version: number, hash, run, decided, exceptions, actions, failure },
    });
  }
  return told;
}

async function versionOfRun(database: Database, environment: string, run: string | null): Promise<string> {
  if (run === null) return '';
  const row = await database.kysely
    .selectFrom('runs')
    .select('version')
    .where('environment', '=', environment)
    .where('id', '=', run)
    .executeTakeFirst();
  return row?.version ?? '';
}

function made({ effects }: DecisionDocument) {
  const exceptions = new Set<string>();
  const actions = new Set<string>();
  for (const effect of effects) {
    if (effect.kind === 'exception') exceptions.add(effect.exception.id);
    if (effect.kind === 'action') actions.add(effect.action.id);
  }
  return { exceptions: [...exceptions], actions: [...actions] };
}

async function deadLetterAt(database: Database, environment: string, place: Place): Promise<EventFate['deadLetter']> {
  const row = await database.kysely
    .selectFrom('dead_letters')
    .select(['id', 'code', 'detail'])
    .where('environment', '=', environment)
    .where('partition', '=', place.partition)
    .where('offset', '=', place.offset)
    .where('position', '=', `${place.partition}/${place.offset}`)
    .executeTakeFirst();
  return row ? { ...row, title: reasonOf(row.code, row.detail).title } : null;
}
