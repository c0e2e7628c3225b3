/** The workflow of 500 steps, and the one that an analyst would draw. */

export const COLUMNS = 50;
const ROWS = 10;
export const COLUMN_PX = 320;
export const ROW_PX = 150;

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly config: object;
}
interface Wire {
  readonly from: string;
  readonly to: string;
}
export interface Drawn {
  readonly id: string;
  readonly name: string;
  readonly nodes: readonly Step[];
  readonly edges: readonly Wire[];
  readonly layout: Readonly<Record<string, readonly [number, number]>>;
}

/** Whether the delay is worth it: the example event says 45 minutes. */
const asked = (minutes: number) => ({
  when: {
    all: [
      { fact: 'event', path: 'data.minutes', operator: 'greaterThan', value: minutes },
      { fact: 'event', path: 'data.minutes', operator: 'lessThan', value: 600 },
    ],
  },
});

/** Fifty columns of ten: a trigger, eight conditions whose two ports lead on, and an end. */
export function largeWorkflow(): Drawn {
  const nodes: Step[] = [];
  const edges: Wire[] = [];
  const layout: Record<string, [number, number]> = {};
  for (let column = 0; column < COLUMNS; column += 1) {
    const id = (row: number) => `s${column}-${row}`;
    for (let row = 0; row < ROWS; row += 1) {
      layout[id(row)] = [column * COLUMN_PX, row * ROW_PX];
      nodes.push({ id: id(row), ...stepAt(column, row) });
      if (row === 0) edges.push({ from: `${id(0)}.out`, to: `${id(1)}.in` });
      else if (row < ROWS - 1) {
        edges.push({ from: `${id(row)}.yes`, to: `${id(row + 1)}.in` });
        if (row < ROWS - 2) edges.push({ from: `${id(row)}.no`, to: `${id(ROWS - 1)}.in` });
      }
    }
  }
  return { ...head('large', 'Five hundred steps'), nodes, edges, layout };
}

function stepAt(column: number, row: number): Omit<Step, 'id'> {
  const title = `Step ${column}.${row}`;
  if (row === 0) return { kind: 'trigger', title, config: { on: ['shipment.delayed'] } };
  if (row === ROWS - 1) return { kind: 'end', title, config: { outcome: 'Seen' } };
  return { kind: 'condition', title, config: asked(row) };
}

/** Six steps, as most workflows have. */
export function usualWorkflow(): Drawn {
  const nodes: Step[] = [
    { id: 'late', kind: 'trigger', title: 'Delay reported', config: { on: ['shipment.delayed'] } },
    { id: 'worth', kind: 'condition', title: 'Worth a case?', config: asked(3) },
    { id: 'facts', kind: 'set', title: 'How late', config: { values: { minutes: 'event.data.minutes' } } },
    { id: 'very', kind: 'condition', title: 'Very late?', config: asked(60) },
    { id: 'told', kind: 'end', title: 'Told', config: { outcome: 'Told' } },
    { id: 'left', kind: 'end', title: 'Left alone', config: { outcome: 'Left alone' } },
  ];
  const edges = [
    { from: 'late.out', to: 'worth.in' },
    { from: 'worth.yes', to: 'facts.in' },
    { from: 'worth.no', to: 'left.in' },
    { from: 'facts.out', to: 'very.in' },
    { from: 'very.yes', to: 'told.in' },
    { from: 'very.no', to: 'left.in' },
  ];
  const layout: Drawn['layout'] = {
    late: [0, 0],
    worth: [0, 150],
    facts: [0, 300],
    very: [0, 450],
    told: [0, 600],
    left: [320, 600],
  };
  return { ...head('usual', 'Delays worth a case'), nodes, edges, layout };
}

function head(id: string, name: string) {
  return { formatVersion: 1, id, name, subject: 'shipment' };
}

/** The step whose condition is typed into, and that its answer is read at. */
export const TYPED = { large: { id: 's0-3', title: 'Step 0.3' }, usual: { id: 'worth', title: 'Worth a case?' } };
