import type { StepHandler } from './index.ts';

export const enter: StepHandler<'end'>['enter'] = (_turn, _program, _run, node) => ({
  did: 'ended',
  outcome: node.config.outcome,
  told: { text: node.config.outcome },
});
