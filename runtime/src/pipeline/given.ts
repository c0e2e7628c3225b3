import type { Given } from '@slipway/shared/engine';
import { type FindPart, partKey } from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { findLiveSet, listVersionTexts, type VersionText } from '../stores/releases.ts';
import type { Executor } from '../stores/statement.ts';
import { type LiveContent, NOTHING_LIVE, readLiveContent } from './live-content.ts';
import { shelfOf } from './references.ts';

/** What an environment holds under a live set: its versions, and what they are compiled with. */
export interface Held {
  readonly content: LiveContent;
  readonly given: Given;
  /** Any version that the environment was ever given, also as a part of others. */
  readonly find: FindPart;
}

/** The content of a live set that an environment has or had; undefined where it never had it. */
export async function findLiveContent(
  executor: Executor,
  environment: string,
  liveSet: string,
): Promise<LiveContent | undefined> {
  if (liveSet === NOTHING_LIVE) return readLiveContent(undefined);
  const text = await findLiveSet(executor, environment, liveSet);
  return text === undefined ? undefined : readLiveContent(text);
}

/** Loads what versions of an environment are compiled with while `content` is live there. */
export async function hold(database: Database, environment: string, content: LiveContent): Promise<Held> {
  const find = finderOf(await listVersionTexts(database.kysely, environment));
  const references = await shelfOf(database).load(environment, content.references);
  return { content, find, given: { variables: content.variables, references, workflow: find } };
}

/** Finds stored versions by their hash; each is parsed once. */
function finderOf(texts: readonly VersionText[]): FindPart {
  const graphs = new Map(texts.map((text) => [partKey(text.workflow, text.version), text.graph]));
  const parsed = new Map<string, Workflow>();
  return (workflow, version) => {
    if (version === undefined) return undefined;
    const key = partKey(workflow, version);
    const graph = graphs.get(key);
    const known = parsed.get(key) ?? (graph === undefined ? undefined : (JSON.parse(graph) as Workflow));
    if (known) parsed.set(key, known);
    return known;
  };
}
