import { lookInBothThemes } from '../tally.ts';
import { go, must, person, type Stage } from './person.ts';

type Journey = (stage: Stage) => Promise<void>;

/** What the audit must know in the end, as its page says it. */
const TOLD = Object.entries({
  session: ['Signed in'],
  user: ['Made an account'],
  connection: ['Changed a connection'],
  plan: ['Made a plan', 'Approved a plan'],
  release: ['Applied a plan'],
  rollback: ['Rolled back a release'],
  environment: ['Held all actions', 'Let actions go'],
  token: ['Made a token', 'Revoked a token'],
});

/** What an administrator does on any day. */
export const operating: Readonly<Record<string, Journey>> = {
  'a token is shown once, opens what it is for and nothing else, and is refused once it is revoked': async (stage) => {
    const ada = person(stage, 'ada');
    const { page } = ada;
    await go(stage, ada, 'staging/admin/tokens');
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog', { name: 'New token' });
    await dialog.getByLabel('Name', { exact: true }).fill('nightly report');
    await dialog.getByRole('checkbox', { name: 'staging' }).check();
    await dialog.getByRole('button', { name: 'All that only reads' }).click();
    await lookInBothThemes(stage.tally, page, 'a new token');
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const secret = (await dialog.getByTestId('shown-once').locator('code').textContent()) ?? '';
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await page.getByRole('row', { name: /nightly report/ }).waitFor();
    must(secret.length > 20 && !(await page.content()).includes(secret), 'the token is shown a second time');

    const curl = async (path: string, method = 'GET') => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await fetch(`${stage.url}/api/v1${path}`, { method, headers })).status;
    };
    const answers = {
      own: await curl('/environments/staging/releases'),
      foreign: await curl('/environments/prod/releases'),
      writing: await curl('/environments/staging/rollback', 'POST'),
    };
    const { own, foreign, writing } = answers;
    must(own === 200 && foreign === 404 && writing === 403, `the token is answered ${JSON.stringify(answers)}`);

    await page.getByRole('row', { name: /nightly report/ }).click();
    const panel = page.getByRole('complementary', { name: 'nightly report' });
    await panel.getByRole('button', { name: 'Revoke' }).click();
    await panel.getByText('Whatever uses it is refused at once.').waitFor();
    await panel.getByRole('button', { name: 'Revoke' }).click();
    await panel.waitFor({ state: 'hidden' });
    const after = await curl('/environments/staging/releases');
    must(after === 401, `a revoked token is answered ${after}`);
  },

  'all actions are held with a reason that every screen shows, and let go again': async (stage) => {
    const ada = person(stage, 'ada');
    const { page } = ada;
    await go(stage, ada, 'staging/activity');
    await page.getByRole('button', { name: 'Hold all actions' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill('the TMS is being moved');
    await dialog.getByRole('button', { name: 'Hold all actions' }).click();
    const jana = person(stage, 'jana');
    await go(stage, jana, 'staging');
    const banner = jana.page.getByRole('status').filter({ hasText: 'All actions of staging are held' });
    await banner.getByText('the TMS is being moved').waitFor();
    must((await banner.getByRole('button').count()) === 0, 'an approver is offered to let actions go');
    await lookInBothThemes(stage.tally, jana.page, 'held actions');
    await page.getByRole('button', { name: 'Let them go' }).click();
    await page.getByText('All actions of staging are held').waitFor({ state: 'hidden' });
  },

  'the audit tells all of it, and its chain holds': async (stage) => {
    const ada = person(stage, 'ada');
    const { page } = ada;
    await go(stage, ada, 'staging/admin/audit');
    await page.getByRole('button', { name: 'Check the chain' }).click();
    await page.getByText(/^The chain holds: all \d+ entries/).waitFor();
    const told = page.getByTestId('rows');
    for (const [noun, words] of TOLD) {
      await page.goto(`${stage.url}/staging/admin/audit?action=${noun}.`);
      for (const each of words) await told.getByText(each, { exact: true }).first().waitFor();
    }
    await lookInBothThemes(stage.tally, page, 'audit');
  },

  'nothing is cut off in a small window or lost in a large one': async (stage) => {
    const ada = person(stage, 'ada');
    const screens = [
      'releases',
      'releases?history=staging',
      'connections',
      'admin/people',
      'admin/tokens',
      'admin/audit',
    ];
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await ada.page.setViewportSize({ width, height });
      for (const path of screens) {
        await go(stage, ada, `staging/${path}`);
        const beyond = await ada.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        must(beyond <= 0, `${path} is ${beyond} px wider than a window of ${width} px`);
      }
    }
  },
};
