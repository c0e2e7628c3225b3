import type { Fix, Problem } from '../problem/index.ts';

/** A problem of an expression or template; paths are relative to its text until the document's path is put before. */
export function expressionProblem(code: string, message: string, fix?: Fix): Problem {
  return { code, severity: 'error', message, path: '', ...(fix && { fix }) };
}

/** The same problems seen from the document that holds the text: `prefix` is the JSON pointer of the text in it. */
export function placeProblems(problems: readonly Problem[], prefix: string): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    path: prefix + (problem.path ?? ''),
    ...(problem.fix && {
      fix: {
        title: problem.fix.title,
        patch: problem.fix.patch.map((operation) => ({ ...operation, path: prefix + operation.path })),
      },
    }),
  }));
}

/** The known name that a misspelt one most likely meant. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.ceil(name.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase().slice(0, 64), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const substitution = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(substitution, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
