import type { Locator, Page } from 'playwright-core';

/** How a person works the designer: by mouse or by keyboard alone. Whoever draws says what, the hands know how. */
export interface Hands {
  readonly page: Page;
  /** Clicks, keys and texts so far; a text that is typed or pasted counts once. */
  readonly inputs: () => number;
  /** Presses a button, follows a link, opens a tab or a menu. */
  press(target: Locator): Promise<void>;
  /** Puts a text into a field, in place of what it holds. */
  write(field: Locator, text: string): Promise<void>;
  /** Picks an option of a plain list by its words. */
  choose(list: Locator, option: string): Promise<void>;
  /** Picks from a list that opens below its button. */
  pickListed(list: Locator, option: string): Promise<void>;
  /** Picks from a list that is searched as one types. */
  pick(list: Locator, search: string): Promise<void>;
  /** Picks a step on the canvas. */
  select(title: string): Promise<void>;
  /** Picks a step and goes to its form. */
  inspect(title: string): Promise<void>;
  /** Leaves every step, so that the form of the workflow is shown. */
  inspectWorkflow(): Promise<void>;
  /** Adds the first step, where there is room. */
  add(kind: string): Promise<void>;
  /** Adds a step behind a port. */
  addAfter(title: string, port: string, kind: string): Promise<void>;
  /** Leads a port to a step that is there. */
  connect(title: string, port: string, target: string): Promise<void>;
  /** Leaves a menu that stays open. */
  leave(): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

/** A card of the canvas by the title of its step. */
export function card(page: Page, title: string): Locator {
  return page.locator(`.react-flow__node-step[aria-label*=", ${title}. "]`).first();
}

/** The form beside the canvas. */
export const inspector = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });

/** The list that is open on the canvas. */
export const picker = (page: Page): Locator => page.getByTestId('picker');

/** The field of the form with this label. */
export const field = (page: Page, label: string): Locator => inspector(page).getByLabel(label, { exact: true });

/** What a searched list offers now. */
export const offered = (page: Page): Locator => page.locator('[data-combobox-option]').filter({ visible: true });
