import { compile, type LiveSet, type LiveVersion, type Program } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { findLiveSet, listVersionTexts } from '../stores/releases.ts';

/** The live set of an environment that runs nothing yet. */
export const NOTHING_LIVE = 'none';

/** What a live set is made of; stored as canonical JSON. */
export interface LiveContent {
  readonly workflows: readonly { readonly workflow: string; readonly version: string; readonly paused: boolean }[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Compiled live sets by id. A set never changes, so it is kept; older versions compile when a run asks for them. */
export class LiveSets {
  readonly #database: Database;
  readonly #sets = new Map<string, Promise<LiveSet>>();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Fails with `not-found` when the environment never had a live set of this id. */
  load(environment: string, id: string): Promise<LiveSet> {
    const name = `${environment} ${id}`;
    const known = this.#sets.get(name);
    if (known) return known;
    const loading = this.#load(environment, id);
    this.#sets.set(name, loading);
    loading.catch(() => this.#sets.delete(name));
    return loading;
  }

  async #load(environment: string, id: string): Promise<LiveSet> {
    const texts = await listVersionTexts(this.#database.kysely, environment);
    const graphs = new Map(texts.map((text) => [`${text.workflow} ${text.version}`, text.graph]));
    const content = id === NOTHING_LIVE ? { workflows: [], variables: {} } : await this.#content(environment, id);
    const programs = new Map<string, Program>();
    const pinned = (workflow: string, version: string): Program | undefined => {
      const name = `${workflow} ${version}`;
      const graph = graphs.get(name);
      const program = programs.get(name) ?? (graph === undefined ? undefined : programOf(graph, content.variables));
      if (program) programs.set(name, program);
      return program;
    };
    const live = content.workflows.map(({ workflow, version, paused }): LiveVersion => {
      const program = pinned(workflow, version);
      if (!program) throw new Failure('not-found', `version ${version} of workflow ${workflow}`);
      return { program, paused };
    });
    return { id, environment, live, pinned };
  }

  async #content(environment: string, id: string): Promise<LiveContent> {
    const text = await findLiveSet(this.#database.kysely, environment, id);
    if (text === undefined) throw new Failure('not-found', `live set ${id} of environment ${environment}`);
    return JSON.parse(text) as LiveContent;
  }
}

/** A stored version compiled once when it was released; one that does not compile now is a bug of an upgrade. */
function programOf(graph: string, variables: Readonly<Record<string, unknown>>): Program {
  const result = compile(JSON.parse(graph) as Workflow, { variables });
  if (!result.ok) throw new Error(`A released version does not compile: ${result.problems[0]?.message}`);
  return result.program;
}
