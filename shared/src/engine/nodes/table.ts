import type { StepHandler } from './index.ts';

export const enter: StepHandler<'table'>['enter'] = () => ({ did: 'entered', leaves: ['none'], output: {} });
