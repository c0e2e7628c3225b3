import type { Locator, Page } from 'playwright-core';
import { card, type Hands, inspector, offered, picker } from './hands.ts';

/** So much stands below a card that goes on from it. */
const BELOW = 40;

/** Works the designer with a pointer; texts go in through the keyboard, as they do for everybody. */
export function mouseHands(page: Page): Hands {
  let inputs = 0;
  const count = () => {
    inputs += 1;
  };
  const click = async (target: Locator) => {
    count();
    await target.click();
  };
  const option = (text: string) => picker(page).getByRole('option', { name: new RegExp(`^${escaped(text)}`, 'i') });
  /** What lies outside of the canvas is brought in by showing the whole. */
  const show = async (title: string) => {
    const [box, frame] = await Promise.all([card(page, title).boundingBox(), page.getByTestId('canvas').boundingBox()]);
    if (!frame) throw new Error('there is no canvas');
    const inside = box && box.y >= frame.y && box.y + box.height + BELOW <= frame.y + frame.height;
    if (!inside) await click(page.getByRole('button', { name: 'Show the whole workflow' }));
  };
  const choosePort = async (title: string, port: string) => {
    await show(title);
    await card(page, title).hover();
    await click(page.getByRole('button', { name: `Go on from ${port} of ${title}` }));
  };
  const hands: Hands = {
    page,
    inputs: () => inputs,
    press: click,
    async write(field, text) {
      await click(field);
      count();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(text);
    },
    async choose(list, label) {
      count();
      await list.selectOption({ label });
    },
    async pickListed(list, option) {
      await click(list);
      await click(offered(page).filter({ hasText: option }));
    },
    async pick(list, search) {
      await click(list);
      count();
      await page.keyboard.insertText(search);
      await click(offered(page).first());
    },
    async select(title) {
      await show(title);
      await click(card(page, title).getByText(title, { exact: true }));
    },
    inspect: (title) => hands.select(title),
    async inspectWorkflow() {
      count();
      const pane = page.locator('.react-flow__pane');
      const box = await pane.boundingBox();
      if (!box) throw new Error('there is no canvas');
      await pane.click({ position: { x: 12, y: Math.round(box.height / 2) } });
      await inspector(page).getByRole('heading', { name: 'Workflow' }).waitFor();
    },
    async add(kind) {
      count();
      await page.getByRole('complementary', { name: 'Steps to add' }).getByRole('button', { name: kind }).dblclick();
    },
    async addAfter(title, port, kind) {
      await choosePort(title, port);
      await click(option(kind).first());
    },
    async connect(title, port, target) {
      await choosePort(title, port);
      count();
      await page.keyboard.insertText(target);
      await click(option(`\\d+ ${target}`).first());
    },
    async leave() {
      count();
      await page.keyboard.press('Escape');
    },
    undo: () => click(page.getByRole('button', { name: /^Undo:/ })),
    redo: () => click(page.getByRole('button', { name: /^Redo:/ })),
  };
  return hands;
}

/** As a pattern; `\d` stays one. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]]/g, String.raw`\$&`).replaceAll(String.raw`\d\+`, String.raw`\d+`);
}
