/** A small workflow that looks up how many days are free, and opens a case where there are fewer than `least`. */
export function freeDays(change: { readonly fields?: readonly string[]; readonly least?: number } = {}) {
  const { fields = ['days'], least = 5 } = change;
  return {
    formatVersion: 1,
    id: 'free-days-check',
    name: 'Free days',
    subject: 'shipment',
    nodes: [
      { id: 'landed', kind: 'trigger', title: 'Landed', config: { on: ['shipment.delayed'] } },
      {
        id: 'look',
        kind: 'lookup',
        title: 'Free days of the port',
        config: { table: 'free-days', key: ['event.data.reason.code'], fields },
      },
      {
        id: 'few',
        kind: 'condition',
        title: 'Few',
        config: { when: { all: [{ fact: 'nodes', path: 'look.days', operator: 'lessThan', value: least }] } },
      },
      {
        id: 'case',
        kind: 'exception',
        title: 'Case',
        config: { type: 'few-days', severity: 'high', title: templated('"" + string(nodes.look.days) + " days"') },
      },
    ],
    edges: [
      { from: 'landed.out', to: 'look.in' },
      { from: 'look.found', to: 'few.in' },
      { from: 'few.yes', to: 'case.in' },
    ],
  };
}

/** An expression in a text. */
function templated(expression: string): string {
  return `\${${expression}}`;
}
