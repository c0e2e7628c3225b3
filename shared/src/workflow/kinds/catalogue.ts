import type { ConfigOf, NodeKind } from './config.ts';

/** Family of a node kind: its hue on the canvas and how tokens treat it. */
export type NodeFamily = 'sense' | 'decide' | 'act' | 'human' | 'end';

/** What the canvas, validation and documentation know of a node kind. */
export interface KindFacts<K extends NodeKind> {
  readonly title: string;
  readonly family: NodeFamily;
  readonly purpose: string;
  /** Sense nodes have no input port. */
  readonly input: boolean;
  /** Ports in canvas order, left to right. */
  readonly ports: (config: ConfigOf<K>) => readonly string[];
  /** Ports that may begin a run (sense nodes only). */
  readonly opening: readonly string[];
  /** A token that reaches it begins a run. */
  readonly begins: boolean;
  /** A token may stay here, so a loop through this node is allowed. */
  readonly waits: boolean;
  /** Ports that lead to silence when something goes wrong: analysis asks where they lead. */
  readonly failing: readonly string[];
}

const fixed =
  (...ports: string[]) =>
  () =>
    ports;

/** The catalogue of node kinds: a missing one does not compile. */
export const NODE_KINDS: { readonly [K in NodeKind]: KindFacts<K> } = {
  trigger: {
    title: 'Trigger',
    family: 'sense',
    purpose: 'Starts a run when an event of these types comes and the condition holds.',
    input: false,
    ports: fixed('out'),
    opening: ['out'],
    begins: false,
    waits: false,
    failing: [],
  },
  hold: {
    title: 'Hold',
    family: 'sense',
    purpose: 'Starts a run when something has been so without a break for a time.',
    input: false,
    ports: fixed('held', 'released'),
    opening: ['held'],
    begins: false,
    waits: false,
    failing: [],
  },
  window: {
    title: 'Window',
    family: 'sense',
    purpose: 'Starts a run when what has added up over a time passes a threshold.',
    input: false,
    ports: fixed('over', 'under'),
    opening: ['over'],
    begins: false,
    waits: false,
    failing: [],
  },
  deadline: {
    title: 'Deadline',
    family: 'sense',
    purpose: 'Starts a run when something has not happened by its due time.',
    input: false,
    ports: fixed('missed', 'met'),
    opening: ['missed'],
    begins: false,
    waits: false,
    failing: [],
  },
  missing: {
    title: 'Silence',
    family: 'sense',
    purpose: 'Starts a run when nothing of a kind has come for a time.',
    input: false,
    ports: fixed('silent', 'heard'),
    opening: ['silent'],
    begins: false,
    waits: false,
    failing: [],
  },
  schedule: {
    title: 'Schedule',
    family: 'sense',
    purpose: 'Starts a run at set times, for each subject that fits.',
    input: false,
    ports: fixed('out'),
    opening: ['out'],
    begins: false,
    waits: false,
    failing: [],
  },
  condition: {
    title: 'Condition',
    family: 'decide',
    purpose: 'Goes one way when the condition holds and another when it does not.',
    input: true,
    ports: fixed('no', 'yes'),
    opening: [],
    begins: false,
    waits: false,
    failing: [],
  },
  switch: {
    title: 'Switch',
    family: 'decide',
    purpose: 'Goes the way of the first case that holds.',
    input: true,
    ports: (config) => [...config.cases.map((each) => each.id), 'else'],
    opening: [],
    begins: false,
    waits: false,
    failing: [],
  },
  set: {
    title: 'Set values',
    family: 'decide',
    purpose: 'Computes values that later steps use.',
    input: true,
    ports: fixed('out'),
    opening: [],
    begins: false,
    waits: false,
    failing: [],
  },
  table: {
    title: 'Decision table',
    family: 'decide',
    purpose: 'Finds the rows that hold and gives what they say.',
    input: true,
    ports: fixed('none', 'out'),
    opening: [],
    begins: false,
    waits: false,
    failing: ['none'],
  },
  lookup: {
    title: 'Look up',
    family: 'decide',
    purpose: 'Reads a row of a reference table by its key.',
    input: true,
    ports: fixed('none', 'found'),
    opening: [],
    begins: false,
    waits: false,
    failing: ['none'],
  },
  estimate: {
    title: 'Estimate',
    family: 'decide',
    purpose: 'Says when it will probably arrive, from how long such ways have taken.',
    input: true,
    ports: fixed('unknown', 'out'),
    opening: [],
    begins: true,
    waits: false,
    failing: [],
  },
  subflow: {
    title: 'Subflow',
    family: 'decide',
    purpose: 'Does what another workflow does, and goes on by the end that it reached.',
    input: true,
    ports: (config) => config.ends.map((end) => end.id),
    opening: [],
    begins: false,
    waits: false,
    failing: [],
  },
  action: {
    title: 'Action',
    family: 'act',
    purpose: 'Asks another system to do something and waits for its answer.',
    input: true,
    ports: fixed('done', 'failed'),
    opening: [],
    begins: true,
    waits: true,
    failing: ['failed'],
  },
  exception: {
    title: 'Exception',
    family: 'human',
    purpose: 'Opens a case in the inbox and, where its later ports lead somewhere, waits for a person.',
    input: true,
    ports: (config) =>
      config.choices?.length
        ? ['opened', ...config.choices.map((choice) => `resolved:${choice.id}`), 'breached', 'cleared']
        : ['opened', 'resolved', 'breached', 'cleared'],
    opening: [],
    begins: true,
    waits: true,
    failing: [],
  },
  wait: {
    title: 'Wait',
    family: 'human',
    purpose: 'Waits for an event or a time.',
    input: true,
    ports: fixed('received', 'timeout'),
    opening: [],
    begins: true,
    waits: true,
    failing: ['timeout'],
  },
  emit: {
    title: 'Emit event',
    family: 'act',
    purpose: 'Tells another subject what happened: its carrier, its site, its order.',
    input: true,
    ports: fixed('out', 'failed'),
    opening: [],
    begins: true,
    waits: false,
    failing: [],
  },
  join: {
    title: 'Join',
    family: 'human',
    purpose: 'Waits until the ways that lead here have been gone.',
    input: true,
    ports: fixed('out', 'timeout'),
    opening: [],
    begins: true,
    waits: true,
    failing: ['timeout'],
  },
  end: {
    title: 'End',
    family: 'end',
    purpose: 'Ends here, with a name for the outcome.',
    input: true,
    ports: fixed(),
    opening: [],
    begins: false,
    waits: false,
    failing: [],
  },
};
