import { describe, expect, it } from 'vitest';
import { ask, desk, drawn, end, on } from '../testing/desk.ts';

const speed = { id: 'speed', label: 'Speed', expression: 'event.data.speedKmh', type: 'number' };
const measure = { id: 'measure', label: 'Measure', type: 'text' };
const row = (id: string, when: string, give: string) => ({ id, when: [when], give: [give] });

/** A table over the speed of each position, in a workflow in which its outputs can be read. */
function deciding(rows: readonly object[], config: object = {}) {
  const d = desk(
    drawn(
      {
        start: on('telematics.position'),
        decide: ['table', { hitPolicy: 'unique', inputs: [speed], outputs: [measure], rows, ...config }],
        tell: ask({ input: { output: '${nodes.decide}', read: '${coalesce(nodes.decide.measure, "nothing")}' } }),
        over: end('Over'),
      },
      ['start.out>decide', 'decide.out>tell', 'decide.none>tell', 'tell.done>over'],
      { settings: { runs: 'parallel' } },
    ),
  );
  return (speedKmh: unknown) => {
    const [decision] = d.event(0, 'telematics.position', { lat: 48, lon: 16, speedKmh });
    const { output, read } = d.actions().at(-1)?.input ?? {};
    return { step: decision?.trace.find(({ node }) => node === 'decide'), output, read };
  };
}

describe('a decision table', () => {
  const rows = [row('fast', '> 100', '"warn"'), row('brisk', '(50..100]', '"watch"'), row('odd', '> 200', '"call"')];

  it('leaves by out with what its row gives, and tells which row it was', () => {
    expect(deciding(rows)(120)).toEqual({
      step: expect.objectContaining({
        did: 'entered',
        ports: ['out'],
        text: 'row fast',
        values: { speed: 120, measure: 'warn', rows: ['fast'] },
      }),
      output: { measure: 'warn', rows: ['fast'] },
      read: 'warn',
    });
  });

  it('leaves by none where no row holds, nor where there is no value', () => {
    const decide = deciding(rows);
    expect(decide(20).output).toEqual({ measure: null, rows: [] });
    const { step, output } = decide(undefined);
    expect(step).toMatchObject({ did: 'entered', ports: ['none'], text: 'no row holds', values: { speed: null } });
    expect(output).toEqual({ measure: null, rows: [] });
  });

  it('fails where two rows of a unique table hold, and names both', () => {
    const { step, output } = deciding(rows)(250);
    expect(step).toMatchObject({ did: 'failed', ports: ['none'], text: 'rows fast and odd both hold' });
    expect(output).toEqual({ code: 'table-conflict', detail: 'rows fast and odd both hold' });
  });

  it('fails where a value is of another type than its column', () => {
    const { step, output } = deciding([row('all', '-', '"x"')], { inputs: [{ ...speed, type: 'text' }] })(250);
    expect(step).toMatchObject({ did: 'failed', ports: ['none'], values: {} });
    expect(output).toEqual({ code: 'table-input', detail: 'Speed is 250, and its column holds a text in quotes' });
  });

  it('fails where a value is none of those that its column says', () => {
    const decide = deciding([row('all', '-', '"x"')], { inputs: [{ ...speed, values: ['[0..200]'] }] });
    expect(decide(200).output).toEqual({ measure: 'x', rows: ['all'] });
    expect(decide(201).output).toMatchObject({ code: 'table-input' });
  });

  it('computes an output from what the run knows', () => {
    const rows = [row('all', '-', '= "at " + string(event.data.speedKmh)')];
    expect(deciding(rows)(30).output).toEqual({ measure: 'at 30', rows: ['all'] });
    const wrong = deciding([row('all', '-', '= event.data.speedKmh')]);
    expect(wrong(30).output).toEqual({
      code: 'table-output',
      detail: 'row all, measure: 30 is not a text in quotes',
    });
  });
});
