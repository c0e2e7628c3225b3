import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import type { Visit } from '../drawing/index.ts';
import type { Stage } from '../drawing/stage.ts';
import { call } from '../drawing/workflows.ts';
import { lookInBothThemes } from '../tally.ts';

const ID = 'late-watch';
/** Minutes late, by shipment: two fire only under the new rule, three end otherwise, three stay as they are. */
const LATE = { A: 25, B: 28, C: 40, D: 50, E: 55, F: 58, G: 35, H: 90, I: 5 } as const;
/** A customer that the new rule leaves alone. */
const QUIET = 'C';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * A rule is changed, and its maker sees what that would have done before anybody hears of it: the counts as planned, the
 * hours it wins and how often it was worth it, the shipments that change with both their ways, a file of them, and a run
 * that is cancelled.
 */
export async function backtest({ stage, open, tally }: Visit): Promise<void> {
  await prepare(stage);
  const page = await open();
  await page.goto(`${stage.url}/${stage.environment}/workflows/${ID}/edit`);
  await page.getByRole('link', { name: 'Backtest', exact: true }).click();
  await page.getByText('What would it have done?').waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await seesFigures(page);
  await seesWhatItWins(page);
  await seesCounts(page);
  await walksDifferences(page);
  await narrowsTheList(page);
  await opensBothTraces(page);
  await lookInBothThemes(tally, page, 'a backtest with both traces of a shipment');
  await comesBackByItsAddress(page);
  await takesTheFile(page);
  await page.getByRole('button', { name: 'Release with this result' }).click();
  await page.getByText('What was played is a draft').waitFor();
  await page.keyboard.press('Escape');
  await playsAnUploadedFile(page);
  await cancelsARun(page, stage);
}

/** The old rule is live, the new one is the draft, and nine shipments were estimated late. */
async function prepare(stage: Stage): Promise<void> {
  const old = workflow({ slip: 30, far: 60 });
  await call(stage, 'POST', '/workflows', { name: old.name, from: { graph: old }, id: ID });
  await call(stage, 'POST', `/workflows/${ID}/versions`, { graph: old, message: 'From half an hour', base: null });
  const inside = `/environments/${stage.environment}`;
  const plan = await call(stage, 'POST', `${inside}/plans`, { changes: [{ workflow: ID, version: 1 }] });
  await call(stage, 'POST', `${inside}/plans/${plan.id}/apply`, { hash: plan.hash });
  const draft = await fetch(`${stage.url}/api/v1/workflows/${ID}/draft`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ graph: workflow({ slip: 20, far: 45, customers: ['Backtested'] }), base: 1 }),
  });
  if (!draft.ok) throw new Error(`the draft was answered with ${draft.status}`);
  await stage.ingest(Object.entries(LATE).flatMap(([name, minutes]) => late(name, minutes)));
  await resolve(stage, 'H', 'acted');
  await resolve(stage, QUIET, 'no-action-needed');
}

/** A dispatcher closes the case of a shipment and says whether it was worth it. */
async function resolve(stage: Stage, name: string, feedback: string): Promise<void> {
  const inside = `/environments/${stage.environment}`;
  const found = await waitFor(
    async () => {
      const { items } = await call(stage, 'GET', `${inside}/exceptions?search=BT-${name}`);
      return (items as readonly { readonly id: string; readonly revision: number }[])[0];
    },
    { what: `a case of ${name}`, timeoutMs: 15_000 },
  );
  const answer = await fetch(`${stage.url}/api/v1${inside}/exceptions/${found.id}/transitions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `backtest-${name}` },
    body: JSON.stringify({ to: 'resolved', revision: found.revision, feedback }),
  });
  if (!answer.ok) throw new Error(`the case of ${name} was answered with ${answer.status}: ${await answer.text()}`);
}

interface Rule {
  readonly slip: number;
  readonly far: number;
  readonly customers?: readonly string[];
}

function workflow({ slip, far, customers = ['Backtested', 'Quiet'] }: Rule) {
  const slips = { fact: 'expr', params: { cel: 'etaSlipMinutes(subject)' }, operator: 'greaterThan' };
  return {
    formatVersion: 1,
    id: ID,
    name: 'Late watch',
    subject: 'shipment',
    settings: { runs: 'one', wrongFiring: 'retract', closedEarly: 'reopen' },
    nodes: [
      {
        id: 'late',
        kind: 'trigger',
        title: 'Gets late',
        config: {
          on: ['shipment.delivered'],
          when: {
            all: [
              { fact: 'event', path: 'data.classifier', operator: 'equal', value: 'EST' },
              { fact: 'subject', path: 'customer', operator: 'in', value: customers },
              { ...slips, value: slip },
            ],
          },
        },
      },
      {
        id: 'case',
        kind: 'exception',
        title: 'Tell the desk',
        config: { type: 'late', severity: 'low', title: 'Late' },
      },
      { id: 'far', kind: 'condition', title: 'Very late?', config: { when: { all: [{ ...slips, value: far }] } } },
      { id: 'soon', kind: 'end', title: 'Ask for another way', config: { outcome: 'Another way' } },
      { id: 'wait', kind: 'end', title: 'Wait and see', config: { outcome: 'Waited' } },
    ],
    edges: [
      { from: 'late.out', to: 'case.in' },
      { from: 'case.opened', to: 'far.in' },
      { from: 'far.yes', to: 'soon.in' },
      { from: 'far.no', to: 'wait.in' },
    ],
    layout: { late: [0, 0], case: [0, 150], far: [0, 300], soon: [-150, 450], wait: [150, 450] },
  };
}

/** A shipment is planned, then estimated so many minutes late. */
function late(name: string, minutes: number): readonly object[] {
  const now = Date.now();
  const at = (ms: number) => new Date(ms).toISOString();
  const due = now + 1_440 * MINUTE_MS;
  const common = { specversion: '1.0', source: '/backtest', subject: `shipment:BT-${name}`, time: at(now) };
  const customer = name === QUIET ? 'Quiet' : 'Backtested';
  const origin = { name: 'Antwerp' };
  const estimate = { classifier: 'EST', at: at(due + minutes * MINUTE_MS) };
  return [
    { ...common, id: `p-${name}`, type: 'shipment.planned', data: { deliverBy: at(due), customer, origin } },
    { ...common, id: `e-${name}`, type: 'shipment.delivered', data: estimate },
  ];
}

async function seesFigures(page: Page): Promise<void> {
  const found = page.getByRole('region', { name: 'What it found' });
  await found.waitFor({ timeout: 60_000 });
  const words = ((await found.textContent()) ?? '').replaceAll(/\s+/g, ' ');
  for (const figure of ['Fires more2', 'Fires less1', 'Ends differently3'])
    if (!words.includes(figure)) throw new Error(`the figures do not say ${figure}: ${words}`);
  await page.getByRole('heading', { name: '6 shipments changed' }).waitFor();
  await page.getByRole('columnheader', { name: 'v1 live' }).waitFor();
  await page.getByRole('columnheader', { name: 'v1 draft' }).waitFor();
}

/** Seven cases hours before the batch of 02:00, and what people said of two of the old rule's. */
async function seesWhatItWins(page: Page): Promise<void> {
  const words = ((await page.getByRole('region', { name: 'What it found' }).textContent()) ?? '').replaceAll(
    /\s+/g,
    ' ',
  );
  const [, mean = '', total = ''] = /([\d.]+) h per case, ([\d.]+) h in all/.exec(words) ?? [];
  const left = ((26 * 60 * MINUTE_MS - (Date.now() % DAY_MS)) % DAY_MS) / HOUR_MS;
  if (!(Math.abs(Number(mean) - left) < 0.25) || !(Math.abs(Number(total) - 7 * left) < 1.5))
    throw new Error(`seven cases are ${left} hours before the batch: ${words}`);
  for (const figure of ['100 % 50 % before', '1 of 1 cases worth it'])
    if (!words.includes(figure)) throw new Error(`the figures do not say ${figure}: ${words}`);
}

async function seesCounts(page: Page): Promise<void> {
  const card = (id: string) => page.locator(`.react-flow__node[data-id="${id}"]`);
  await card('late').getByRole('img', { name: '6 before, 7 now' }).waitFor();
  await card('late').getByRole('img', { name: 'changed' }).waitFor();
  const wires = page.locator('.react-flow__edgelabel-renderer');
  await wires.getByRole('img', { name: '1 before, 4 now' }).waitFor();
  await wires.getByRole('img', { name: '5 before, 3 now' }).waitFor();
}

async function walksDifferences(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next difference' }).click();
  await page.getByText(/^Difference 1 of \d/).waitFor();
  await page.getByText(/1 Gets late.*changed/).waitFor();
  await page.getByRole('button', { name: 'Previous difference' }).click();
  await page.getByText(/^Difference (\d) of \1$/).waitFor();
  if (!page.url().includes('at=')) throw new Error('the address does not say at which difference the walk is');
}

async function narrowsTheList(page: Page): Promise<void> {
  const rows = page.getByTestId('rows').getByRole('rowheader');
  const shows = async (count: number) => {
    await rows.nth(count - 1).waitFor();
    await rows.nth(count).waitFor({ state: 'detached' });
  };
  await shows(6);
  await page.getByRole('button', { name: 'Fires less 1' }).click();
  await shows(1);
  await page.getByRole('rowheader', { name: 'BT-C' }).waitFor();
  if (!page.url().includes('verdict=fewer')) throw new Error('the address does not name the filter');
  await page.getByRole('button', { name: 'All 6' }).click();
  await page.getByRole('textbox', { name: 'Find' }).fill('BT-E');
  await shows(1);
  await page.getByRole('textbox', { name: 'Find' }).fill('');
  await shows(6);
}

/** By keys: J goes down, Enter opens, and the next J reads on. */
async function opensBothTraces(page: Page): Promise<void> {
  await page.getByRole('heading', { name: '6 shipments changed' }).click();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: /^v1 live, what it does with BT-/ }).waitFor();
  await page.getByRole('rowheader', { name: 'BT-D' }).getByRole('button').click();
  const now = page.getByRole('region', { name: 'v1 draft, what it does with BT-D' });
  await now.getByText('Very late?').waitFor();
  await page.getByText(/They part at step 3, Very late\?/).waitFor();
  await page.getByRole('button', { name: 'Show on canvas' }).click();
  await page.locator('.react-flow__node[data-id="soon"] [data-lit]').first().waitFor();
  await page.getByRole('group', { name: 'Whose path' }).getByRole('button', { name: 'v1 live' }).click();
  await page.locator('.react-flow__node[data-id="wait"] [data-lit]').first().waitFor();
}

async function comesBackByItsAddress(page: Page): Promise<void> {
  await page.reload();
  await page.getByRole('region', { name: 'v1 draft, what it does with BT-D' }).waitFor();
  await page.locator('.react-flow__node[data-id="wait"] [data-lit]').first().waitFor();
  await page.getByRole('button', { name: 'Back to the counts' }).click();
}

async function takesTheFile(page: Page): Promise<void> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV', exact: true }).click();
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  if (lines.length !== 7) throw new Error(`the file has ${lines.length} lines, not a head and six subjects`);
  const names = lines.slice(1).map((line) => /BT-\w/.exec(line)?.[0]);
  if ([...names].sort().join() !== 'BT-A,BT-B,BT-C,BT-D,BT-E,BT-F') throw new Error(`the file names ${names.join()}`);
}

async function playsAnUploadedFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^History to play/ }).click();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  const lines = late('Z', 25).map((event) => JSON.stringify(event));
  await page.locator('input[type="file"]').setInputFiles({
    name: 'one-shipment.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(lines.join('\n')),
  });
  await page.getByText('2 events of 1 subjects').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('heading', { name: '1 shipment changed' }).waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: /one-shipment\.jsonl/ }).waitFor();
}

/** Several long ones, so that the last of them still waits or plays when it is cancelled. */
async function cancelsARun(page: Page, stage: Stage): Promise<void> {
  const inside = `/environments/${stage.environment}`;
  const events = Array.from({ length: 10_000 }, (_, at) => late(`L${at}`, at % 100)).flat();
  const answer = await fetch(`${stage.url}/api/v1${inside}/backtests/uploads?name=long.jsonl`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: events.map((event) => JSON.stringify(event)).join('\n'),
  });
  const { id: upload } = (await answer.json()) as { id: string };
  const runs: string[] = [];
  for (let count = 0; count < 4; count += 1) {
    const request = { after: { version: 1 }, before: null, history: { kind: 'upload', upload } };
    runs.push(String((await call(stage, 'POST', `${inside}/workflows/${ID}/backtests`, request)).id));
  }
  await page.goto(`${stage.url}/${stage.environment}/workflows/${ID}/backtest?run=${runs.at(-1)}`);
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('It was cancelled').waitFor();
  for (const run of runs) await call(stage, 'DELETE', `${inside}/workflows/${ID}/backtests/${run}`).catch(() => {});
}
