import type { Browser, Page } from 'playwright-core';
import { Installation } from '../../promotion/installation.ts';
import { openPage, openScreen } from '../browser.ts';
import type { Tally } from '../tally.ts';

/** Somebody in front of a browser of their own. */
export interface Person {
  readonly name: string;
  readonly page: Page;
  password: string;
}

/** Where the journeys take place, and what they hand to one another. */
export interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly code: string;
  readonly tally: Tally;
  /** By name, in the order in which they came. */
  readonly people: Map<string, Person>;
}

/** A machine is sometimes busy with other things. */
const PATIENCE_MS = 90_000;

/** Opens a browser for somebody who is not signed in. */
export async function seat(stage: Stage, name: string, password: string): Promise<Person> {
  const page = await openPage(stage.browser, 'light', stage.tally.complaints);
  page.setDefaultTimeout(PATIENCE_MS);
  const person = { name, page, password };
  stage.people.set(name, person);
  return person;
}

/** Whoever an earlier journey brought in. */
export function person(stage: Stage, name: string): Person {
  const found = stage.people.get(name);
  if (!found) throw new Error(`${name} did not come in`);
  return found;
}

/** Opens a screen by its address below the server. */
export async function go(stage: Stage, { page }: Person, path: string): Promise<void> {
  await openScreen(page, `${stage.url}/${path}`);
}

/** Fills in the form of the door that the page shows, and is through it. */
export async function signIn({ page, name, password }: Person): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The API as a program would ask it with what this browser holds. */
export async function asking(stage: Stage, { page }: Person): Promise<Installation> {
  const cookies = await page.context().cookies();
  return new Installation(stage.url, cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
}

/** Does what is refused on purpose: a browser writes every refusal on the console, and those are no complaints. */
export async function refused(stage: Stage, work: () => Promise<void>): Promise<void> {
  const { complaints } = stage.tally;
  const before = complaints.length;
  try {
    await work();
  } finally {
    const others = complaints.splice(before).filter((each) => !/status of (401|403|429)/.test(each));
    complaints.push(...others);
  }
}

/** Picks an option of a list that opens. */
export async function choose({ page }: Person, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option }).filter({ visible: true }).click();
}

/** Fails with this sentence unless it holds. */
export function must(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Error(otherwise);
}
