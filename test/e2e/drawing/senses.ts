import { lookInBothThemes } from '../tally.ts';
import { card, field, inspector } from './hands.ts';
import type { Visit } from './index.ts';
import { mouseHands } from './mouse.ts';
import { beginWorkflow } from './overdue.ts';

/**
 * A step that watches readings for a time, one that chooses and one that joins: drawn from the palette, set by their
 * forms, and tried on readings that come again and again until the time is full.
 */
export async function drawSenses({ stage, open, tally }: Visit): Promise<void> {
  const page = await open();
  const hands = mouseHands(page);
  await page.goto(`${stage.url}/${stage.environment}/workflows`);
  await beginWorkflow(hands, 'Too warm for long');
  await hands.add('Hold');
  await hands.inspect('Hold');
  await hands.press(inspector(page).getByRole('button', { name: 'Condition', exact: true }));
  await hands.pick(field(page, 'What is looked at'), 'Computed');
  await hands.write(inspector(page).locator('[data-pointer$="/params/cel"]'), 'event.data.value > 8.0');
  await hands.write(field(page, 'For at least'), '20m');
  await hands.press(field(page, 'on the way'));
  await lookInBothThemes(tally, page, 'the form of a step that holds');
  await hands.press(field(page, 'on the way'));
  await hands.addAfter('Hold', 'held', 'Switch');
  await hands.inspect('Switch');
  await hands.write(field(page, 'Case').first(), 'Much too warm');
  await hands.press(inspector(page).getByRole('button', { name: 'Condition', exact: true }).first());
  await hands.pick(field(page, 'What is looked at'), 'Computed');
  await hands.write(inspector(page).locator('[data-pointer$="/params/cel"]'), 'trigger.event.data.value > 20.0');
  await hands.addAfter('Switch', 'much too warm', 'Exception');
  await hands.addAfter('Switch', 'else', 'Join');
  await hands.connect('Exception', 'opened', 'Join');
  await hands.addAfter('Join', 'out', 'End');
  await lookInBothThemes(tally, page, 'the canvas with hold, switch and join');
  await hands.press(page.getByRole('button', { name: 'Try it', exact: true }));
  const panel = page.getByRole('tabpanel', { name: 'Try it' });
  await hands.press(panel.getByRole('listbox', { name: 'Moments of the scenario' }).getByRole('option').first());
  const event = panel.getByLabel('The event');
  await hands.write(event, (await event.inputValue()).replace(/"value": [\d.]+/, '"value": 9'));
  await card(page, 'Hold').getByText('0 min of 20 min').waitFor();
  await hands.write(panel.getByLabel('How often'), '2');
  await hands.press(panel.getByRole('button', { name: 'Add', exact: true }));
  for (const title of ['Hold', 'Switch', 'Join', 'End'])
    await card(page, title).locator('[data-lit]').first().waitFor();
  if ((await card(page, 'Exception').locator('[data-lit]').count()) > 0)
    throw new Error('it went the way of the case that did not hold');
  await lookInBothThemes(tally, page, 'a hold that fires in what is tried');
}
