import type { NodeFamily } from '@slipway/shared/workflow';
import type { Edge, Node } from '@xyflow/react';
import type { Dirt } from './dirty.ts';
import type { WireValues } from './editor-context.ts';
import type { English } from './english.ts';
import type { FrameNode } from './frames.ts';
import type { Marks, NodeMark } from './marks.ts';
import type { GraphNode } from './node-kinds/index.ts';
import type { PortPlace } from './ports.ts';
import type { Way } from './wires.ts';

export interface StepData extends Record<string, unknown> {
  readonly node: GraphNode;
  readonly number: number;
  readonly family: NodeFamily;
  readonly english: string;
  readonly lines: 0 | 1 | 2;
  readonly foot: boolean;
  readonly input: boolean;
  readonly ports: readonly PortPlace[];
  readonly litPorts: ReadonlySet<string>;
  readonly entryLit: boolean;
  readonly mark: NodeMark | undefined;
  readonly faded: boolean;
  /** Differs from another version. */
  readonly changed: boolean;
  /** Since when, where it is drawn on. */
  readonly dirt: Dirt | undefined;
  /** Free ports that should lead somewhere. */
  readonly wanted: readonly string[];
}

export interface WireData extends Way, Record<string, unknown> {
  readonly lit: boolean;
  readonly faded: boolean;
  readonly order: number;
  /** `<node>.<port>`, under which its tokens are counted. */
  readonly port: string;
  readonly chip: string | undefined;
  readonly untried: boolean;
  readonly values: WireValues[string] | undefined;
  /** Which of two versions alone has it. */
  readonly change: 'added' | 'removed' | undefined;
}

export type StepNode = Node<StepData, 'step'>;
export type NoteNode = Node<{ readonly note: string; readonly text: string }, 'note'>;
export type WireEdge = Edge<WireData, 'wire'>;

export interface FlowOptions {
  readonly marks: Marks;
  /** The line of each step; without it cards have none. */
  readonly english?: English | undefined;
  /** `compact` leaves the English line out and moves the rows together. */
  readonly face: 'full' | 'compact';
  /** Whether cards have a foot (a count or an answer). */
  readonly foot: boolean;
  /** Steps that differ from another version, where nothing can be edited. */
  readonly changed?: ReadonlySet<string> | undefined;
  /** Words on wires, by edge. */
  readonly chips?: Readonly<Record<string, string>>;
  /** Wires that nothing took, by id. */
  readonly untried?: ReadonlySet<string> | undefined;
  /** All that went over a wire. */
  readonly values?: WireValues | undefined;
  /** What is drawn only where a workflow can be changed. */
  readonly editing?: Editing | undefined;
}

export interface Editing {
  readonly dirty: ReadonlyMap<string, Dirt>;
  /** Steps and notes that nobody moved keep their objects, so that they are not drawn again. */
  readonly previous: Flow | undefined;
}

export interface Flow {
  readonly nodes: readonly (StepNode | NoteNode)[];
  readonly wires: readonly WireEdge[];
  /** Groups, to be drawn below everything else. */
  readonly frames: readonly FrameNode[];
}

/** Steps and notes as they were drawn last, by id. */
export type Stood = ReadonlyMap<string, StepNode | NoteNode>;
