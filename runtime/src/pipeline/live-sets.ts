import { compile, type Given, type LiveSet, type LiveVersion, type Program } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { partKey } from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { findLiveContent, hold } from './given.ts';

/** Live sets that are kept beside those which somebody holds. */
const KEPT = 50;

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
    const loading = known ?? this.#load(environment, id);
    // The one that was asked for last stands last.
    this.#sets.delete(name);
    this.#sets.set(name, loading);
    if (known) return known;
    loading.catch(() => this.#sets.delete(name));
    for (const oldest of [...this.#sets.keys()].slice(0, -KEPT)) this.#sets.delete(oldest);
    return loading;
  }

  async #load(environment: string, id: string): Promise<LiveSet> {
    const content = await findLiveContent(this.#database.kysely, environment, id);
    if (!content) throw new Failure('not-found', `live set ${id} of environment ${environment}`);
    const { find, given } = await hold(this.#database, environment, content);
    const programs = new Map<string, Program>();
    const pinned = (workflow: string, version: string): Program | undefined => {
      const name = partKey(workflow, version);
      const graph = find(workflow, version);
      const program = programs.get(name) ?? (graph && programOf(graph, given));
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
}

/** A stored version compiled once when it was released; one that does not compile now is a bug of an upgrade. */
function programOf(graph: Workflow, given: Given): Program {
  const result = compile(graph, given);
  if (!result.ok) throw new Error(`A released version does not compile: ${result.problems[0]?.message}`);
  return result.program;
}
