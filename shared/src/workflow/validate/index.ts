export { loopProblems } from './cycles.ts';
export { portsOf } from './ports.ts';
export { validate } from './validate.ts';
