import type { Page } from 'playwright-core';
import type { Say } from './say.ts';

/** What opens over the screens that are not about one workflow: from which one, and what is done there. */
export const operatingDialogs: Readonly<
  Record<string, { readonly on: string; open(page: Page, say: Say): Promise<void> }>
> = {
  'new-person': { on: 'people', open: (page, say) => ask(page, say('people.new')) },
  'new-token': { on: 'tokens', open: (page, say) => ask(page, say('tokens.new')) },
  'new-environment': { on: 'environment-list', open: (page, say) => ask(page, say('environments.new')) },
  'new-slot': { on: 'connections', open: (page, say) => ask(page, say('connections.new')) },
  'new-variable': { on: 'variables', open: (page, say) => ask(page, say('variables.new')) },
  variable: { on: 'variables', open: (page) => page.locator('tbody button').first().click() },
  'allow-address': { on: 'addresses', open: (page, say) => ask(page, say('grants.give')) },
  'upload-table': { on: 'references', open: (page, say) => ask(page, say('references.new')) },
  action: { on: 'actions', open: (page) => page.getByTestId('rows').getByRole('button').first().click() },
  hold: { on: 'actions', open: (page, say) => ask(page, say('hold.hold')) },
  'audit-entry': { on: 'audit', open: (page) => page.getByTestId('rows').getByRole('button').first().click() },
  'release-cell': { on: 'releases', open: (page) => page.locator('tbody button').first().click() },
  'release-history': { on: 'releases', open: (page, say) => press(page, say('releases.history')) },
  'narrow-inbox': { on: 'exceptions', open: (page, say) => press(page, say('exceptions.narrow')) },
  keys: {
    on: 'exceptions',
    async open(page) {
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  commands: {
    on: 'shipments',
    async open(page) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByTestId('command-bar').getByRole('option').first().waitFor();
    },
  },
  'workflow-menu': {
    on: 'workflows',
    async open(page) {
      await page.locator('main [aria-haspopup="menu"]').first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  'import-workflow': {
    on: 'workflows',
    async open(page, say) {
      await ask(page, say('library.new'));
      await page.getByRole('tab', { name: say('library.import') }).click();
    },
  },
};

async function ask(page: Page, name: string): Promise<void> {
  await press(page, name);
  await page.getByRole('dialog').waitFor();
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
}
