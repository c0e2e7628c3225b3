import { compileTemplate } from '../expression/index.ts';
import { mapping } from './compile/texts.ts';
import { type Filled, fill } from './fill.ts';

/** What a step would ask with: its input filled as a run fills it. A text that cannot be read is the reason why not. */
export function previewInput(input: unknown, facts: Readonly<Record<string, unknown>>): Filled {
  const reason = unreadable(input);
  return reason === undefined ? fill(mapping(input), facts) : { ok: false, reason };
}

function unreadable(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const compiled = compileTemplate(value);
    return compiled.ok ? undefined : compiled.problems[0]?.message;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const reason = unreadable(inner);
    if (reason !== undefined) return reason;
  }
  return undefined;
}
