import type { StepHandler } from './index.ts';

/**
 * The end of a part is no end of the run: the step that stands for the part goes on from there. Where nothing goes on, the
 * run ends as the part does.
 */
export const enter: StepHandler<'end'>['enter'] = (_turn, program, _run, node) => {
  const { outcome } = node.config;
  const { frame } = node;
  if (!frame) return { did: 'ended', outcome, told: { text: outcome } };
  const port = `${frame.step}.${node.id.slice(frame.step.length + 1)}`;
  return {
    did: 'entered',
    leaves: ['out'],
    ...(program.wires.has(port) ? {} : { outcome }),
    told: { text: outcome },
  };
};
