/** A small workflow that needs a slot and a variable: it asks the TMS for every delay, then waits for the delivery. */
export function chaser(change: { readonly outcome?: string; readonly id?: string; readonly minutes?: number } = {}) {
  const { outcome = 'Over', id = 'chaser', minutes = 0 } = change;
  return {
    formatVersion: 1,
    id,
    name: 'Chaser',
    subject: 'shipment',
    variables: [{ name: 'desk', type: 'string' }],
    connections: [{ slot: 'tms', connector: 'http' }],
    nodes: [
      {
        id: 'late',
        kind: 'trigger',
        title: 'Delayed',
        config: {
          on: ['shipment.delayed'],
          when: { all: [{ fact: 'event', path: 'data.minutes', operator: 'greaterThanInclusive', value: minutes }] },
        },
      },
      {
        id: 'ask',
        kind: 'action',
        title: 'Ask',
        config: {
          slot: 'tms',
          operation: 'request',
          input: { method: 'POST', path: '/ask', body: { desk: templated('vars.desk') } },
        },
      },
      { id: 'arrival', kind: 'wait', title: 'Arrival', config: { for: { on: ['shipment.delivered'] } } },
      { id: 'over', kind: 'end', title: 'Over', config: { outcome } },
    ],
    edges: [
      { from: 'late.out', to: 'ask.in' },
      { from: 'ask.done', to: 'arrival.in' },
      { from: 'arrival.received', to: 'over.in' },
    ],
  };
}

/** Opens a case for a shipment that is not delivered by its time: nothing has to happen for it to fire. */
export function watchdog() {
  return {
    formatVersion: 1,
    id: 'watchdog',
    name: 'Watchdog',
    subject: 'shipment',
    nodes: [
      {
        id: 'due',
        kind: 'deadline',
        title: 'Delivery due',
        config: { due: 'subject.commitment.deliverBy', met: { on: ['shipment.delivered'] } },
      },
      {
        id: 'case',
        kind: 'exception',
        title: 'Case',
        config: { type: 'not-delivered', severity: 'high', title: 'Not delivered' },
      },
    ],
    edges: [{ from: 'due.missed', to: 'case.in' }],
  };
}

/** An expression in a text. */
function templated(expression: string): string {
  return `\${${expression}}`;
}
