import { withSample } from '@slipway/shared/expression/complete';
import { type TextPlace, textPlace } from '@slipway/shared/workflow';
import type { Draft } from '@slipway/shared/workflow/edit';
import type { Scope } from './step-context.ts';

/** What the texts of a step can name, with what is seen in what is tried; each place is worked out once. */
export function placesOf(
  draft: Draft,
  node: string | undefined,
  sample: Scope | undefined,
): (path: string) => TextPlace {
  const known = new Map<string, TextPlace>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const { scope, wanted } = textPlace(draft, node, path);
    const made = { scope: withSample(scope, sample), wanted };
    known.set(path, made);
    return made;
  };
}
