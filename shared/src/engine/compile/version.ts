import { hashText } from '../../json/index.ts';
import { canonicalText, Memory, type Workflow } from '../../workflow/index.ts';

/** The version of a workflow: the hash of its canonical text, shortened to 16 hexadecimal digits. */
export function versionOf(workflow: Workflow): string {
  return versions.recall(workflow, [], () => hashText(canonicalText(workflow)).slice(0, 16));
}

const versions = new Memory<string>();

/**
 * The version of a program. A text that names the versions of its parts says all; where it does not, what was found for
 * them belongs to it.
 */
export function programVersion(workflow: Workflow, unlocked: readonly string[]): string {
  const own = versionOf(workflow);
  return unlocked.length === 0 ? own : hashText([own, ...unlocked].join('\n')).slice(0, 16);
}
