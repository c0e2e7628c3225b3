import type { Page } from 'playwright-core';

/** What opens over a screen: from which one, and what is done there. The page stands on the screen, loaded. */
export const dialogs: Readonly<Record<string, { readonly on: string; open(page: Page): Promise<void> }>> = {
  'new-workflow': { on: 'workflows', open: (page) => press(page, 'New workflow') },
  gallery: {
    on: 'workflows',
    async open(page) {
      await press(page, 'New workflow');
      await page.getByRole('tab', { name: 'From an example' }).click();
      await page.getByRole('dialog').locator('.react-flow__node').first().waitFor();
    },
  },
  'editor-add': {
    on: 'editor',
    async open(page) {
      await page.getByTestId('canvas').locator('.react-flow__node').first().focus();
      await page.keyboard.press('n');
      await page.getByTestId('picker').waitFor();
    },
  },
  'editor-step': {
    on: 'editor',
    open: (page) => page.getByTestId('canvas').locator('.react-flow__node-step').nth(3).locator('span').first().click(),
  },
  zones: {
    on: 'editor-zones',
    open: (page) => page.getByRole('region', { name: 'Zones' }).scrollIntoViewIfNeeded(),
  },
  'put-off': {
    on: 'case-overdue',
    async open(page) {
      await page.keyboard.press('s');
      await page.getByText('When does it come back?').waitFor();
    },
  },
  table: {
    on: 'editor-table',
    async open(page) {
      await press(page, 'Edit table');
      await page.getByRole('dialog').getByRole('grid').waitFor();
    },
  },
  words: { on: 'editor', open: (page) => page.locator('summary').filter({ hasText: 'In words' }).click() },
  'editor-problems': { on: 'editor', open: (page) => page.getByRole('tab', { name: /^Problems/ }).click() },
  save: { on: 'editor', open: (page) => press(page, 'Save version') },
  plan: {
    on: 'editor',
    async open(page) {
      await press(page, 'Release');
      await page.getByRole('dialog').getByRole('button', { name: 'See what it would do' }).click();
      await page.getByTestId('plan').waitFor();
    },
  },
};

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}
