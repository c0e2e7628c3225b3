import type { Page } from 'playwright-core';
import type { Say } from './say.ts';

/** What opens over a screen: from which one, and what is done there. The page stands on the screen, loaded. */
export const dialogs: Readonly<Record<string, { readonly on: string; open(page: Page, say: Say): Promise<void> }>> = {
  'new-workflow': { on: 'workflows', open: (page, say) => press(page, say('library.new')) },
  gallery: {
    on: 'workflows',
    async open(page, say) {
      await press(page, say('library.new'));
      await page.getByRole('tab', { name: say('library.gallery') }).click();
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
  'editor-step': { on: 'editor', open: (page) => step(page, 3) },
  'editor-commands': {
    on: 'editor',
    async open(page) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByTestId('command-bar').getByRole('option').first().waitFor();
    },
  },
  'editor-live': {
    on: 'editor',
    async open(page, say) {
      await press(page, say('live.lens'));
      await step(page, 0);
      await press(page, say('tap.start'));
    },
  },
  'workflow-tap': {
    on: 'workflow',
    async open(page, say) {
      await step(page, 0);
      await press(page, say('tap.start'));
    },
  },
  completion: {
    on: 'editor-action',
    async open(page) {
      const field = page.getByRole('complementary').locator('textarea:visible, input[data-code]:visible').first();
      await field.click();
      await page.keyboard.press('End');
      await page.keyboard.type(' ${subject.');
      await page.getByRole('listbox').getByRole('option').first().waitFor();
    },
  },
  mapping: {
    on: 'editor-action',
    async open(page, say) {
      await press(page, say('mapping.map'));
      await page.getByRole('dialog').getByRole('tree').waitFor();
    },
  },
  'named-condition': { on: 'editor-condition', open: (page, say) => press(page, say('conditions.extract')) },
  'try-answer': {
    on: 'editor-tried',
    async open(page, say) {
      await lastTest(page, say);
      await page.getByRole('slider').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
    },
  },
  'try-last': {
    on: 'editor-tried',
    async open(page, say) {
      await lastTest(page, say);
      await page.getByRole('slider').focus();
      await page.keyboard.press('End');
    },
  },
  'save-test': {
    on: 'editor-tried',
    async open(page, say) {
      await press(page, say('tests.save'));
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  tests: {
    on: 'editor-tried',
    open: (page, say) => page.getByRole('tab', { name: new RegExp(`^${say('editor.panel.tests')}`) }).click(),
  },
  coverage: {
    on: 'editor-failing',
    async open(page, say) {
      await page.getByRole('tab', { name: new RegExp(`^${say('editor.panel.tests')}`) }).click();
      await press(page, say('tests.coverage'));
      await press(page, say('tests.propose'));
      await page.getByText(say('tests.proposing')).waitFor({ state: 'detached' });
    },
  },
  zones: {
    on: 'editor-zones',
    open: (page, say) => page.getByRole('region', { name: say('zones.title') }).scrollIntoViewIfNeeded(),
  },
  'put-off': {
    on: 'case-overdue',
    async open(page, say) {
      await page.keyboard.press('s');
      await page.getByText(say('put-off.title')).waitFor();
    },
  },
  table: {
    on: 'editor-table',
    async open(page, say) {
      await press(page, say('table.edit'));
      await page.getByRole('dialog').getByRole('grid').waitFor();
    },
  },
  words: {
    on: 'editor',
    open: (page, say) =>
      page
        .locator('summary')
        .filter({ hasText: say('words.title') })
        .click(),
  },
  'editor-problems': {
    on: 'editor',
    open: (page, say) => page.getByRole('tab', { name: new RegExp(`^${say('editor.panel.problems')}`) }).click(),
  },
  save: { on: 'editor', open: (page, say) => press(page, say('save.version')) },
  release: { on: 'editor', open: (page, say) => press(page, say('release.release')) },
  plan: { on: 'editor', open: seePlan },
  'plan-failing': { on: 'editor-failing', open: seePlan },
  'backtest-history': {
    on: 'backtest-new',
    open: (page, say) => page.getByRole('button', { name: new RegExp(`^${say('backtest.history')}`) }).click(),
  },
  'backtest-running': {
    on: 'backtest-new',
    async open(page, say) {
      await press(page, say('backtest.run-again'));
      await page.getByRole('progressbar').waitFor();
    },
  },
  'backtest-traces': {
    on: 'backtest',
    async open(page) {
      await page.getByTestId('rows').getByRole('rowheader').first().getByRole('button').click();
      await page.getByTestId('rows').getByRole('region').first().waitFor();
    },
  },
  restore: {
    on: 'versions-drafted',
    async open(page, say) {
      await press(page, say('compare.restore', { version: '1' }));
      await page.getByRole('dialog').waitFor();
    },
  },
};

async function seePlan(page: Page, say: Say): Promise<void> {
  await press(page, say('release.release'));
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('release.look') })
    .click();
  await page.getByTestId('plan').waitFor();
}

function step(page: Page, at: number): Promise<void> {
  return page.getByTestId('canvas').locator('.react-flow__node-step').nth(at).locator('span').first().click();
}

/** The last story of the example goes the longest way. It is loaded from the tab of tests, which every width has. */
async function lastTest(page: Page, say: Say): Promise<void> {
  await page.getByRole('tab', { name: new RegExp(`^${say('editor.panel.tests')}`) }).click();
  await page.getByRole('tabpanel').getByRole('button', { pressed: false, name: /”|“/ }).last().click();
  await page.getByRole('tab', { name: say('editor.panel.tryit') }).click();
  await page.getByRole('slider').waitFor();
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}
