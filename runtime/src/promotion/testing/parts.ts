/** A part of others: looks up the free days of a place, asks the TMS with them, and leaves by one of its two ends. */
export function allowance(change: { readonly outcome?: string } = {}) {
  return {
    formatVersion: 1,
    id: 'allowance',
    name: 'Allowance',
    subject: 'shipment',
    variables: [{ name: 'desk', type: 'string' }],
    connections: [{ slot: 'tms', connector: 'http' }],
    entry: {
      node: 'look',
      inputs: [{ name: 'place', type: 'string' }],
      outputs: { days: 'nodes.look.days' },
    },
    nodes: [
      {
        id: 'look',
        kind: 'lookup',
        title: 'Free days',
        config: { table: 'free-days', key: ['inputs.place'], fields: ['days'] },
      },
      {
        id: 'ask',
        kind: 'action',
        title: 'Ask',
        config: {
          slot: 'tms',
          operation: 'request',
          input: {
            method: 'POST',
            path: '/ask',
            body: { desk: templated('vars.desk'), days: templated('nodes.look.days') },
          },
        },
      },
      { id: 'known', kind: 'end', title: 'Known', config: { outcome: change.outcome ?? 'Known' } },
      { id: 'unknown', kind: 'end', title: 'Unknown', config: { outcome: 'Unknown' } },
    ],
    edges: [
      { from: 'look.found', to: 'ask.in' },
      { from: 'look.none', to: 'unknown.in' },
      { from: 'ask.done', to: 'known.in' },
      { from: 'ask.failed', to: 'unknown.in' },
    ],
  };
}

/** Runs the part for every delay, and opens a case with what it gives. */
export function caller(version?: string) {
  return {
    formatVersion: 1,
    id: 'caller',
    name: 'Caller',
    subject: 'shipment',
    nodes: [
      { id: 'late', kind: 'trigger', title: 'Delayed', config: { on: ['shipment.delayed'] } },
      {
        id: 'charge',
        kind: 'subflow',
        title: 'Charge',
        config: {
          workflow: 'allowance',
          ...(version === undefined ? {} : { version }),
          inputs: { place: 'event.data.reason.code' },
          ends: [
            { id: 'known', label: 'Known' },
            { id: 'unknown', label: 'Unknown' },
          ],
        },
      },
      {
        id: 'case',
        kind: 'exception',
        title: 'Case',
        config: { type: 'few-days', severity: 'high', title: templated('string(nodes.charge.days) + " days"') },
      },
    ],
    edges: [
      { from: 'late.out', to: 'charge.in' },
      { from: 'charge.known', to: 'case.in' },
    ],
  };
}

/** An expression in a text. */
function templated(expression: string): string {
  return `\${${expression}}`;
}
