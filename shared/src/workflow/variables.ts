import { nearestName } from '../expression/index.ts';
import type { Problem } from '../problem/index.ts';

/** Of what a compiled text reads, the variables that the workflow does not declare: they would never have a value. */
export function undeclared(reads: readonly string[], declared: ReadonlySet<string>): readonly Problem[] {
  const named = reads.flatMap((path) => {
    const [root, name] = path.split('.');
    return root === 'vars' && name !== undefined ? [name] : [];
  });
  return [...new Set(named)]
    .filter((name) => !declared.has(name))
    .map((name): Problem => {
      const near = nearestName(name, declared);
      return {
        code: 'unknown-variable',
        severity: 'error',
        message: `The workflow has no variable “${name}”${near ? `; did you mean “${near}”?` : '.'}`,
        path: '',
      };
    });
}
