import type { Given } from '@slipway/shared/engine';
import { versionOf } from '@slipway/shared/engine';
import type { Example } from '@slipway/shared/examples/example.ts';
import { lockParts, partKey } from '@slipway/shared/promotion';
import type { Reference } from '@slipway/shared/reference';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { readGallery, type Tried } from '../gallery.ts';

/** Examples as an environment runs them: every part is a version, and reference data is there under its id. */
export interface Furnished {
  /** The workflows to release, by id. */
  readonly workflows: ReadonlyMap<string, Workflow>;
  readonly parts: readonly Workflow[];
  readonly references: readonly Reference[];
  readonly given: Given;
  /** Reference data of one id that two examples have differently: both live in one environment. */
  readonly clashes: readonly string[];
}

/** The examples of a gallery and those that are live beside them. */
export function furnish(gallery: readonly Tried[]): Furnished {
  const known = new Map(gallery.map((tried) => [tried.id, tried.example]));
  for (const { beside } of gallery) {
    for (const { id } of beside) if (!known.has(id)) known.set(id, exampleOf(id));
  }
  const locked = [...known.values()].map((example) => lockParts(readable(example.workflow), partsIn(example)));
  const parts = new Map(locked.flatMap((each) => each.parts).map((part) => [partKey(part.id, versionOf(part)), part]));
  const references = new Map<string, Reference>();
  const clashes: string[] = [];
  for (const [id, example] of known) {
    for (const reference of example.references ?? []) {
      const other = references.get(reference.id);
      if (other && JSON.stringify(other) !== JSON.stringify(reference)) {
        clashes.push(`${id}: the reference data “${reference.id}” is another one in another example`);
      }
      references.set(reference.id, reference);
    }
  }
  return {
    workflows: new Map(locked.map(({ graph }) => [graph.id, graph])),
    parts: [...parts.values()],
    references: [...references.values()],
    given: {
      references: Object.fromEntries(references),
      workflow: (id, version) => parts.get(partKey(id, version ?? '')),
    },
    clashes,
  };
}

function exampleOf(id: string): Example {
  const [tried] = readGallery([id]);
  if (!tried) throw new Error(`there is no example ${id}`);
  return tried.example;
}

function partsIn({ parts = [] }: Example): readonly Workflow[] {
  return parts.map(readable);
}

function readable(graph: unknown): Workflow {
  const read = readWorkflow(graph);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.workflow;
}
