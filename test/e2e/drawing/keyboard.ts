import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { readFocus, wayTo } from './focus.ts';
import { card, type Hands, inspector, offered, picker } from './hands.ts';

const TABS_MOST = 160;

/** Hands that may also press any key, and write where the focus is. */
export interface KeyboardHands extends Hands {
  key(name: string): Promise<void>;
  text(words: string): Promise<void>;
}

/** Works the designer with keys alone. After every key the focus must be on something that is shown and marked. */
export function keyboardHands(page: Page, lost: string[]): KeyboardHands {
  let inputs = 0;
  let last = 'the page';
  const key = async (name: string) => {
    inputs += 1;
    await page.keyboard.press(name);
    await seen(name);
  };
  const text = async (words: string) => {
    inputs += 1;
    await page.keyboard.insertText(words);
  };
  /** A screen or list that opens takes the focus a moment later; a focus that stays away is lost. */
  const seen = async (after: string) => {
    let focus = await readFocus(page);
    for (let look = 0; look < 20 && focus.wrong !== ''; look += 1) {
      await page.waitForTimeout(100);
      focus = await readFocus(page);
    }
    if (focus.wrong !== '') lost.push(`after ${after} on ${last}: ${focus.what}, ${focus.wrong}`);
    last = focus.what;
  };
  /** Tab or Shift+Tab, whichever leads there, until it is there. */
  const go = async (target: Locator) => {
    await target.first().waitFor({ state: 'attached' });
    for (let tabs = 0; tabs < TABS_MOST; tabs += 1) {
      const way = await target.first().evaluate(wayTo);
      if (way === 'there') return;
      await key(way);
    }
    throw new Error(`no way by Tab to ${target}; the focus is on ${(await readFocus(page)).what}`);
  };
  /** The arrow keys walk a menu. */
  const walkMenu = async (item: Locator) => {
    for (let steps = 0; steps < 20 && (await item.first().and(page.locator(':focus')).count()) === 0; steps += 1)
      await key('ArrowDown');
  };
  const leaveProposals = async () => {
    if ((await page.locator(':focus[aria-expanded="true"][aria-autocomplete]').count()) > 0) await key('Escape');
  };
  const fromPicker = async (search: string) => {
    await picker(page).waitFor();
    await text(search);
    await key('Enter');
  };
  /** To the step by search, from wherever the focus is. */
  const find = async (title: string) => {
    if (await isOn(title)) return;
    if (await isTyping()) await toCanvas();
    await key('/');
    await fromPicker(title);
    await waitFor(async () => ((await isOn(title)) ? true : undefined), {
      what: `the focus on ${title}`,
      timeoutMs: 5_000,
    });
  };
  const isOn = async (title: string) => (await card(page, title).and(page.locator(':focus')).count()) > 0;
  const isTyping = async () => (await page.locator(':focus').and(page.locator('input, textarea, select')).count()) > 0;
  const toCanvas = async () => {
    await key('Escape');
    if (await isTyping()) throw new Error('Escape does not lead back from the form to the canvas');
  };
  const hands: KeyboardHands = {
    page,
    key,
    text,
    inputs: () => inputs,
    async press(target) {
      if ((await target.first().getAttribute('role')) === 'menuitem') await walkMenu(target);
      await go(target);
      const inList = await target
        .first()
        .evaluate((element) => element.matches('[role="menuitem"], a, button, summary'));
      await key(inList ? 'Enter' : ' ');
    },
    async write(field, words) {
      await go(field);
      inputs += 1;
      await page.keyboard.press('ControlOrMeta+A');
      if (words === '') await key('Delete');
      else await text(words);
      await leaveProposals();
    },
    async choose(list, option) {
      await go(list);
      inputs += 1;
      // As far as keys have it: “…” is on none.
      await page.keyboard.type(option.replace(/[^\x20-\x7e].*$/, ''));
      const chosen = () => list.locator('option:checked').textContent();
      await waitFor(async () => ((await chosen()) === option ? true : undefined), {
        what: `${option} in the list`,
        timeoutMs: 5_000,
      });
    },
    async pickListed(list, option) {
      await go(list);
      await key('Enter');
      await offered(page).first().waitFor();
      for (let steps = 0; steps < 20; steps += 1) {
        if ((await offered(page).and(page.locator('[data-combobox-selected]')).filter({ hasText: option }).count()) > 0)
          break;
        await key('ArrowDown');
      }
      await key('Enter');
    },
    async pick(list, search) {
      await go(list);
      await text(search);
      await offered(page).first().waitFor();
      await key('Enter');
    },
    select: find,
    async inspect(title) {
      await find(title);
      await key('Enter');
    },
    async inspectWorkflow() {
      await toCanvas();
      await key('Escape');
      await key('Enter');
      await inspector(page).getByRole('heading', { name: 'Workflow' }).waitFor();
    },
    async add(kind) {
      if (await isTyping()) await toCanvas();
      await key('n');
      await fromPicker(kind);
    },
    async addAfter(title, port, kind) {
      await find(title);
      await key('c');
      await portThen(port, kind);
    },
    async connect(title, port, target) {
      await find(title);
      await key('c');
      await portThen(port, target);
    },
    leave: () => key('Escape'),
    async undo() {
      await key('ControlOrMeta+z');
    },
    async redo() {
      await key('ControlOrMeta+y');
    },
  };
  /** A step with one port asks at once where it leads. */
  const portThen = async (port: string, what: string) => {
    await picker(page).waitFor();
    const asksPort = /^From which port/.test((await picker(page).getAttribute('aria-label')) ?? '');
    if (asksPort) await fromPicker(port);
    await fromPicker(what);
  };
  return hands;
}
