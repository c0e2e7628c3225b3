import { hasErrors, type Problem } from '../../problem/index.ts';
import type { Workflow } from '../graph.ts';
import { validate } from '../validate/index.ts';
import { analyse, type Beside } from './analyse.ts';

/** Problems of validation that say of a condition what analysis would say of it again. */
const SAID: ReadonlySet<string> = new Set(['condition-never-holds', 'condition-empty']);

/**
 * All that is wrong with a workflow: what validation finds, and, where that has no error, what analysis finds beyond it.
 * This is what people see; the compiler asks validation alone.
 */
export function diagnose(workflow: Workflow, beside: Beside = {}): readonly Problem[] {
  const found = validate(workflow);
  if (hasErrors(found)) return found;
  const said = found.filter(({ code }) => SAID.has(code)).map(({ path = '' }) => path);
  const more = analyse(workflow, beside).filter(
    ({ code, path = '' }) => !code.startsWith('condition-') || !said.some((each) => each.startsWith(path)),
  );
  return [...found, ...more];
}
