import type { Language } from '../../language/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import type { Part, Saying, WorkflowWording } from './wording.ts';

/** A sentence or two about a workflow, and the step that they are about. */
export interface Paragraph {
  readonly part: Part;
  readonly node?: string;
  readonly text: string;
}

/** What a workflow is told from: its steps by id, their numbers, and the ways from each port. */
export interface Told {
  readonly workflow: Workflow;
  readonly language: Language;
  readonly w: WorkflowWording;
  readonly say: Saying;
  readonly steps: readonly WorkflowNode[];
  readonly numberOf: (nodeId: string) => number;
  readonly placeOf: ReadonlyMap<string, number>;
  /** Where the wires from `<node>.<port>` lead. */
  readonly ways: Ways;
}

export type Ways = ReadonlyMap<string, readonly string[]>;
