import type { StepHandler } from './index.ts';

export const enter: StepHandler<'lookup'>['enter'] = () => ({ did: 'entered', leaves: ['none'], output: {} });
