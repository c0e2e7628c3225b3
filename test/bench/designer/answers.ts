import type { Browser } from 'playwright-core';
import { visit } from './visit.ts';

const EDITS = 9;

/** Milliseconds from each key in a condition until its card says another answer; 3 becomes 30, 300 and back. */
export async function answersToKeys(
  browser: Browser,
  url: string,
  workflow: string,
  step: { readonly id: string; readonly title: string },
): Promise<number[]> {
  return visit(browser, `${url}/dev/workflows/${workflow}/edit`, async (page) => {
    const card = page.locator(`.react-flow__node[data-id="${step.id}"]`);
    await card
      .locator('[data-family]')
      .first()
      .click({ position: { x: 60, y: 14 } });
    const field = page
      .getByRole('complementary', { name: 'Inspector' })
      .getByLabel(/^Value/)
      .first();
    await field.click();
    await field.press('End');
    await page.keyboard.press('0');
    await page.waitForTimeout(1_000);
    const took: number[] = [];
    for (let edit = 0; edit < EDITS; edit += 1) {
      await page.waitForTimeout(400);
      // It listens before the key is pressed: on a busy machine the key would be there first.
      await page.evaluate(`probe.listen(${JSON.stringify(step.id)})`);
      await page.keyboard.press(edit % 2 === 0 ? '0' : 'Backspace');
      took.push(await page.evaluate<number>('probe.answered'));
    }
    return took;
  });
}
