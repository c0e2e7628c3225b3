import { chaser } from '@slipway/runtime/promotion/testing/workflows';

export const WORKFLOW = 'delay-chaser';

/** What the analyst brings: it asks the TMS for every delay from so many minutes on. */
export function delayChaser(minutes: number, outcome: string) {
  return {
    ...chaser({ id: WORKFLOW, minutes, outcome }),
    name: 'Delay chaser',
    variables: [{ name: 'desk', type: 'string', default: 'control tower' }],
  };
}
