import type { StepHandler } from './index.ts';

export const enter: StepHandler<'estimate'>['enter'] = () => ({ did: 'entered', leaves: ['unknown'], output: {} });
