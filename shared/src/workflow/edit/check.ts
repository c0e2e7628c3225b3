import type { Problem } from '../../problem/index.ts';
import { diagnose } from '../analyse/index.ts';
import { readDraft } from '../read-draft.ts';
import type { Draft } from './draft.ts';

const checked = new WeakMap<Draft, readonly Problem[]>();

/** What is wrong with a draft: its shape first, and once that is right, what it means. The same draft is checked once. */
export function problemsOf(draft: Draft): readonly Problem[] {
  const known = checked.get(draft);
  if (known) return known;
  const read = readDraft(draft);
  const problems = read.ok ? diagnose(read.workflow) : read.problems;
  checked.set(draft, problems);
  return problems;
}
