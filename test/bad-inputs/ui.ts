import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/browser.ts';
import { repository } from '../support/runtime-process.ts';
import type { Play, Stage, Verdict } from './case.ts';

/** Whether there is a designer to look at. */
export const isDesignerBuilt = existsSync(join(repository, 'designer', 'dist', 'index.html'));

/** What a page did that it must not: code that ran, and what its policy refused. */
interface Observed {
  readonly ran: readonly string[];
  readonly violations: readonly string[];
  readonly errors: readonly string[];
}

/** Runs in the page: tells of everything that its policy refused. */
const WATCH = `document.addEventListener('securitypolicyviolation', (e) =>
  window.tellViolation(e.violatedDirective + ' ' + e.blockedURI))`;

/** Opens addresses of the designer, one after the other, and watches. */
async function visit(stage: Stage, addresses: readonly string[]): Promise<Observed> {
  const browser: Browser = await openBrowser();
  const seen = { ran: [] as string[], violations: [] as string[], errors: [] as string[] };
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { authorization: `Bearer ${stage.token}` } });
    const page: Page = await context.newPage();
    await page.exposeFunction('tellViolation', (text: string) => void seen.violations.push(text));
    await page.addInitScript({ content: WATCH });
    page.on('dialog', (dialog) => {
      seen.ran.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => seen.errors.push(error.message));
    for (const address of addresses) {
      await page.goto(`${stage.server.url}${address}`);
      await page.waitForTimeout(1_500);
      const planted = await page.locator('svg[onload], img[onerror], script:not([src])').count();
      if (planted > 0) seen.ran.push(`${address} holds markup of a user`);
    }
    return seen;
  } finally {
    await browser.close();
  }
}

function amiss({ ran, violations, errors }: Observed): Verdict {
  if (ran.length > 0) return `code ran: ${ran.join('; ')}`;
  if (violations.length > 0) return `the policy was violated: ${violations.slice(0, 3).join('; ')}`;
  return errors.length > 0 ? `the page failed: ${errors[0]}` : undefined;
}

const MARKUP = [
  '<script>alert(1)</script>',
  '<svg onload=alert(1)>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
];

const deepLink: Play = async (stage, { input }) => {
  const given = input.replace(/^deep link\s*/, '');
  const paths = MARKUP.map((text) => `/${stage.environment}/workflows/${encodeURIComponent(text)}`);
  return amiss(await visit(stage, [`/${given.replace(/^#\//, '')}`, `/#${given}`, ...paths]));
};

const label: Play = async (stage, { input }) => {
  const text = /"(.*)"/.exec(input)?.[1] ?? MARKUP[1] ?? '';
  const example = await stage.ask('GET', '/workflows/delivery-overdue/versions/1');
  const { graph } = example.body as { graph: { nodes: { title: string }[] } };
  const nodes = graph.nodes.map((node, at) => (at === 0 ? { ...node, title: text } : node));
  const made = await stage.ask('POST', '/workflows', { name: text, from: { graph: { ...graph, name: text, nodes } } });
  const { id } = made.body as { id?: string };
  if (!id) return `a workflow of this name cannot be made: ${made.code}`;
  return amiss(await visit(stage, ['/', `/${stage.environment}/workflows`, `/${stage.environment}/workflows/${id}`]));
};

const policy: Play = async (stage) => {
  const screens = ['', 'exceptions', 'shipments', 'activity', 'workflows', 'workflows/delivery-overdue', 'outbox'];
  return amiss(
    await visit(
      stage,
      screens.map((screen) => `/${stage.environment}/${screen}`),
    ),
  );
};

/** Cases that need a browser. */
export const UI_PLAYS: Readonly<Record<string, Play>> = isDesignerBuilt
  ? { 'UI-002': deepLink, 'UI-005': policy, 'WORKFLOW-021': label }
  : {};
