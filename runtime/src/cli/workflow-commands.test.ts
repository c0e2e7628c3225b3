import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

/** Two ways through a small workflow, and what comes of them. */
const example = {
  workflow: {
    formatVersion: 1,
    id: 'many-lines',
    name: 'Many lines',
    subject: 'shipment',
    nodes: [
      { id: 'plan', kind: 'trigger', title: 'Planned', config: { on: ['shipment.planned'] } },
      {
        id: 'many',
        kind: 'condition',
        title: 'Many?',
        config: { when: { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 5 }] } },
      },
      { id: 'some', kind: 'end', title: 'Some', config: { outcome: 'Some' } },
      { id: 'case', kind: 'exception', title: 'A case', config: { type: 'many', severity: 'low', title: 'Many' } },
      { id: 'seen', kind: 'end', title: 'Seen', config: { outcome: 'Seen' } },
    ],
    edges: [
      { from: 'plan.out', to: 'many.in' },
      { from: 'many.yes', to: 'case.in' },
      { from: 'many.no', to: 'some.in' },
      { from: 'case.resolved', to: 'seen.in' },
    ],
  },
  scenarios: [
    {
      name: 'A few',
      start: '2026-03-02T08:00:00.000Z',
      subject: 'shipment:S-4711',
      steps: [{ at: '0', event: { type: 'shipment.planned', data: { value: 5 } } }],
      expect: { runs: [], exceptions: [], actions: [] },
    },
    {
      name: 'Many are seen by a person',
      start: '2026-03-02T08:00:00.000Z',
      subject: 'shipment:S-4711',
      steps: [
        { at: '0', event: { type: 'shipment.planned', data: { value: 6 } } },
        { at: '+1h', resolve: { type: 'many' } },
      ],
      expect: {
        runs: [{ status: 'ended', outcome: 'Seen' }],
        exceptions: [{ type: 'many', severity: 'low', state: 'resolved' }],
        actions: [],
      },
    },
  ],
};

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-cli-'));
  out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const never = () => Promise.reject(new Error('nothing is opened'));
const run = (...args: string[]) =>
  runCommandLine(args, { version: '0', variables: {}, openStorage: never, describeServices: () => never() as never });
const answer = () => JSON.parse(out.trim());
// biome-ignore lint/suspicious/noExplicitAny: what a test changes has any shape
const write = (name: string, change: (json: any) => void = () => {}): string => {
  const json = structuredClone(example);
  change(json);
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(json));
  return file;
};

describe('slipway test', () => {
  it('plays the scenarios of every file of a folder, and says how much of the wiring they try', async () => {
    write('one.json');
    write('two.json', (json) => json.scenarios.splice(1));
    expect(await run('test', folder, '--json')).toBe(EXIT.ok);
    expect(answer()).toMatchObject({ ok: true, scenarios: 3, failed: 0 });
    expect(answer().portCoverage).toBeLessThan(1);
  });

  it('ends with 3 and says where a scenario comes out differently', async () => {
    const file = write('one.json', (json) => {
      json.scenarios[1].expect.runs[0].outcome = 'Some';
    });
    expect(await run('test', file)).toBe(EXIT.differs);
    expect(out).toContain('differs Many are seen');
    expect(out).toContain('runs[0].outcome is "Seen", expected "Some"');
  });

  it('ends with 1 where a file is no workflow, and with the reason where a scenario cannot be played', async () => {
    const file = write('one.json', (json) => {
      json.scenarios[1].steps[1].resolve.type = 'nobody';
    });
    expect(await run('test', file, '--json')).toBe(EXIT.differs);
    expect(answer().files[0].scenarios[1].differences[0]).toContain('no exception nobody of shipment:S-4711 is open');
    out = '';
    write('one.json', (json) => {
      json.scenarios[0].start = 'yesterday';
    });
    expect(await run('test', file, '--json')).toBe(EXIT.failed);
    expect(answer().files[0].problems[0]).toMatchObject({ code: 'invalid-shape', path: '/scenarios/0/start' });
    out = '';
    writeFileSync(file, '{');
    expect(await run('test', file, '--json')).toBe(EXIT.failed);
    expect(answer().files[0].problems[0].code).toBe('invalid-json');
  });
});

describe('slipway lint', () => {
  it('is content with what can be released', async () => {
    expect(await run('lint', write('one.json'), '--json')).toBe(EXIT.ok);
    expect(answer()).toMatchObject({ ok: true, errors: 0, warnings: 0 });
  });

  it('names problems with code, severity and place, and ends with 1 for an error', async () => {
    write('one.json', (json) => json.workflow.edges.push({ from: 'plan.nowhere', to: 'many.in' }));
    expect(await run('lint', folder, '--json')).toBe(EXIT.failed);
    expect(answer().files[0].problems).toContainEqual(
      expect.objectContaining({ code: 'unknown-port', severity: 'error', path: '/workflow/edges/4/from' }),
    );
  });

  it('reads a workflow that stands alone, and ends with 0 where there are only warnings', async () => {
    const { workflow } = structuredClone(example);
    const file = join(folder, 'alone.json');
    writeFileSync(file, JSON.stringify({ ...workflow, edges: workflow.edges.slice(1) }));
    expect(await run('lint', file)).toBe(EXIT.ok);
    expect(out).toContain('warning unreachable');
  });
});

describe('slipway import json-rules-engine', () => {
  const rules = (json: unknown) => {
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify(json));
    return file;
  };
  const rule = {
    conditions: { all: [{ fact: 'minutes', operator: 'greaterThan', value: 30 }] },
    event: { type: 'late', params: { level: 2 } },
  };

  it('prints a workflow that lint is content with', async () => {
    const target = join(folder, 'late.json');
    const args = ['--id', 'late-rules', '--on', 'shipment.delayed', '--output', target];
    expect(await run('import', 'json-rules-engine', rules([rule]), ...args)).toBe(EXIT.ok);
    out = '';
    expect(await run('lint', target, '--json')).toBe(EXIT.ok);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toMatchObject({
      id: 'late-rules',
      nodes: [{ config: { on: ['shipment.delayed'] } }, { kind: 'condition' }, { kind: 'set' }, { kind: 'end' }],
    });
  });

  it('names what it does not take over, and ends with 1', async () => {
    expect(await run('import', 'json-rules-engine', rules({ ...rule, onSuccess: 'x' }), '--json')).toBe(EXIT.failed);
    expect(answer()).toMatchObject({ ok: false, problems: [{ code: 'rule-callback', path: '/onSuccess' }] });
  });
});

describe('slipway diff', () => {
  it('says in words what differs, and by which events it shows', async () => {
    const before = write('one.json');
    const after = write('two.json', (json) => {
      json.workflow.nodes[1].config.when.all[0].value = 6;
    });
    expect(await run('diff', before, before)).toBe(EXIT.ok);
    out = '';
    expect(await run('diff', before, after)).toBe(EXIT.differs);
    expect(out).toContain('Many? (changed)\n');
    expect(out).toMatch(/^ {2}Condition: .*5.* → .*6/m);
    expect(out).not.toContain('when/all/0');
    expect(out).toContain('Told apart by: A few');
  });
});

describe('slipway propose-tests', () => {
  it('proposes a scenario for each way that none has gone yet', async () => {
    const file = write('one.json', (json) => json.scenarios.splice(1));
    expect(await run('propose-tests', file, '--json')).toBe(EXIT.ok);
    const { scenarios, comparisons } = answer();
    expect(comparisons).toMatchObject([{ node: 'many', kind: 'unique' }]);
    expect(scenarios.map(({ expect: { path } }: { expect: { path: string[] } }) => path)).toContainEqual([
      'plan.out',
      'many.yes',
      'case.opened',
    ]);
  });
});
