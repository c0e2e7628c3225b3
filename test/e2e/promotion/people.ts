import { waitFor } from '../../support/wait-for.ts';
import { lookInBothThemes } from '../tally.ts';
import { asking, choose, go, must, type Person, person, refused, type Stage, seat, signIn } from './person.ts';

type Journey = (stage: Stage) => Promise<void>;

/** Who takes part besides the administrator, and what they are where. */
const GUESTS = {
  petra: [
    ['Analyst', 'Development'],
    ['Analyst', 'Staging'],
  ],
  jana: [['Approver', 'Staging']],
  victor: [
    ['Viewer', 'Development'],
    ['Viewer', 'Staging'],
  ],
} as const;

/** Coming in: the first administrator, everybody else, and whoever gives a wrong password. */
export const comingIn: Readonly<Record<string, Journey>> = {
  'the first administrator is made with the code of the log, and only with it': async (stage) => {
    const ada = await seat(stage, 'ada', 'a harbour full of paper ships');
    const { page } = ada;
    await page.goto(stage.url);
    await page.waitForURL(/\/set-up$/);
    await lookInBothThemes(stage.tally, page, 'set-up');
    await page.getByLabel('Name', { exact: true }).fill(ada.name);
    await page.getByLabel('New password', { exact: true }).fill(ada.password);
    const make = page.getByRole('button', { name: 'Make this account, and sign in' });
    await refused(stage, async () => {
      await page.getByLabel('Set-up code').fill('not-the-code');
      await make.click();
      await page.getByRole('alert').waitFor();
    });
    await page.getByLabel('Set-up code').fill(stage.code);
    await make.click();
    await page.waitForURL(/\/dev$/);
    await page.getByRole('button', { name: 'Signed in as ada' }).waitFor();
  },

  'the administrator makes people and gives each of them roles per environment': async (stage) => {
    const ada = person(stage, 'ada');
    await go(stage, ada, 'dev/admin/people');
    for (const [name, roles] of Object.entries(GUESTS)) await makePerson(stage, ada, name, roles);
    await lookInBothThemes(stage.tally, ada.page, 'people');
    const row = ada.page.getByRole('row', { name: /petra/ });
    await row.getByText('Analyst in dev, Analyst in staging').waitFor();
  },

  'whoever got a one-time password has to replace it at the first sign-in': async (stage) => {
    for (const name of ['petra', 'jana']) await firstSignIn(stage, person(stage, name));
  },
};

/** At the end of a visit: the door closes, and opens again where it closed. */
export const atTheDoor: Readonly<Record<string, Journey>> = {
  'a viewer is not offered what a viewer may not do, and is refused it': async (stage) => {
    const victor = person(stage, 'victor');
    const { page } = victor;
    await firstSignIn(stage, victor);
    const offers = (name: RegExp) => page.getByRole('button', { name }).or(page.getByRole('link', { name }));
    const none = async (path: string, ...names: readonly RegExp[]) => {
      await go(stage, victor, path);
      for (const name of names) must((await offers(name).count()) === 0, `a viewer is offered ${name} at ${path}`);
    };
    await none('dev/workflows', /^New workflow$/, /^Admin$/);
    await none('dev/workflows/delay-chaser', /^Edit/, /^Draw/);
    await none('staging/releases?cell=delay-chaser%40staging', /^Promote/, /^See the plan$/, /^Stop it here$/);
    await none('staging/releases?history=staging', /^Roll back/, /^Back to this one$/);
    await none('staging/activity', /^Hold all actions$/);
    await none('staging/connections', /^New slot$/);
    const api = await asking(stage, victor);
    const { status } = await api.ask('POST', '/environments/staging/hold', { held: true, reason: 'no' });
    must(status === 403, `a viewer who holds all actions is answered ${status}`);
    const elsewhere = await api.ask('GET', '/environments/prod/releases');
    must(elsewhere.status === 404, `a viewer of other environments reads of prod with ${elsewhere.status}`);
    await page.context().close();
  },

  'a session that ends leaves the page standing, and signing in goes on there': async (stage) => {
    const petra = person(stage, 'petra');
    const { page } = petra;
    await go(stage, petra, 'dev/workflows/delay-chaser/edit');
    await refused(stage, async () => {
      await page.context().clearCookies();
      await page.getByRole('button', { name: 'Release', exact: true }).click();
      await page.getByRole('heading', { name: 'Your session is over' }).waitFor();
    });
    await page
      .getByRole('dialog', { name: 'Your session is over' })
      .getByLabel('Password', { exact: true })
      .fill(petra.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Your session is over' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'See what it would do' }).click();
    await page.getByTestId('plan').waitFor();
  },

  'an address that is opened without a session leads to the door, and from there back to it': async (stage) => {
    const jana = person(stage, 'jana');
    const { page } = jana;
    await go(stage, jana, 'staging');
    await page.getByRole('button', { name: 'Signed in as jana' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await refused(stage, async () => {
      await page.goto(`${stage.url}/staging/releases?history=staging`);
      await page.waitForURL(/\/sign-in\?back=/);
    });
    await lookInBothThemes(stage.tally, page, 'sign-in');
    await signIn(jana);
    await page.waitForURL(/\/staging\/releases\?history=staging/);
  },

  'a wrong password is told from nothing else, and guessing has to wait': async (stage) => {
    const guesser = await seat(stage, 'nobody', 'not the password');
    const { page } = guesser;
    await refused(stage, async () => {
      await page.goto(`${stage.url}/sign-in`);
      const said: string[] = [];
      for (let guess = 0; guess < 12 && !waits(said.at(-1)); guess += 1) {
        const answered = page.waitForResponse((response) => response.request().method() === 'POST');
        await signIn(guesser);
        await answered;
        // The field is emptied for the next try, beside the reason.
        const emptied = async () =>
          (await page.getByLabel('Password', { exact: true }).inputValue()) === '' ? true : undefined;
        await waitFor(emptied, { what: 'an empty field', timeoutMs: 30_000 });
        said.push((await page.getByRole('alert').textContent()) ?? '');
      }
      must(said.length > 1 && !waits(said[0]), `the first guess was told: ${said[0]}`);
      must(waits(said.at(-1)), `twelve guesses were answered: ${said.join(' / ')}`);
    });
    await page.context().close();
  },
};

const waits = (said: string | undefined) => /too many requests/i.test(said ?? '');

async function makePerson(
  stage: Stage,
  ada: Person,
  name: string,
  roles: readonly (readonly [string, string])[],
): Promise<void> {
  const { page } = ada;
  await page.getByRole('button', { name: 'New person' }).click();
  const dialog = page.getByRole('dialog', { name: 'New person' });
  await dialog.getByLabel('Name', { exact: true }).fill(name);
  for (const [at, [role, place]] of roles.entries()) {
    await dialog.getByRole('button', { name: 'Add a role' }).click();
    await choose(ada, `Role ${at + 1}`, role);
    await choose(ada, `Where role ${at + 1} holds`, place);
  }
  await dialog.getByRole('button', { name: 'Make the account' }).click();
  const password = await dialog.getByTestId('shown-once').locator('code').textContent();
  must(Boolean(password), `no one-time password of ${name} is shown`);
  await seat(stage, name, password ?? '');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function firstSignIn(stage: Stage, guest: Person): Promise<void> {
  const { page } = guest;
  await page.goto(stage.url);
  await page.waitForURL(/\/sign-in/);
  await signIn(guest);
  await page.waitForURL(/\/password/);
  const own = `${guest.name} counts containers at dusk`;
  await page.getByLabel('Password so far', { exact: true }).fill(guest.password);
  await page.getByLabel('New password', { exact: true }).fill(own);
  await page.getByRole('button', { name: 'Change the password' }).click();
  guest.password = own;
  await page.getByRole('button', { name: `Signed in as ${guest.name}` }).waitFor();
}
