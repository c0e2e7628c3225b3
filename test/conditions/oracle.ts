import { Engine, type TopLevelCondition } from 'json-rules-engine';

type Json = Readonly<Record<string, unknown>>;

/** A rule in json-rules-engine itself, asked about one set of facts after another. */
export class Oracle {
  readonly #engine: Engine;

  constructor(condition: Json, named: Readonly<Record<string, Json>>) {
    this.#engine = new Engine([], { allowUndefinedFacts: true, pathResolver: walk });
    for (const [name, each] of Object.entries(named)) this.#engine.setCondition(name, copy(each));
    this.#engine.addRule({ conditions: copy({ all: [condition] }), event: { type: 'hit' } });
  }

  /** What it answers; undefined where it gives the whole run up, as it does when a list is wanted and there is none. */
  async answer(facts: Json): Promise<boolean | undefined> {
    try {
      const { events } = await this.#engine.run(facts as Record<string, unknown>);
      return events.length === 1;
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  }
}

/** Its own path resolver runs code from a path; this one walks own fields, positions and `[*]` (always a list). */
function walk(value: object, path: string): unknown {
  const steps: readonly string[] = path.replace(/^\$\.?/, '').match(/[^.[\]]+/g) ?? [];
  let found: unknown[] = [value];
  for (const step of steps) {
    found = found.flatMap((at): unknown[] => {
      if (typeof at !== 'object' || at === null) return [];
      if (step === '*') return Array.isArray(at) ? at : Object.values(at);
      return Object.hasOwn(at, step) ? [(at as Json)[step]] : [];
    });
  }
  if (!steps.includes('*')) return found[0];
  const before = walk(value, path.slice(0, path.indexOf('[*]')));
  return typeof before === 'object' && before !== null ? found : undefined;
}

/** The engine writes into what it is given. `-0` is kept, which JSON text does. */
function copy(json: Json): TopLevelCondition {
  return structuredClone(json) as unknown as TopLevelCondition;
}
