import type { StepHandler } from './index.ts';

export const enter: StepHandler<'subflow'>['enter'] = () => ({ did: 'entered', output: {} });
