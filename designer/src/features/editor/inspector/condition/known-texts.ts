import type { Field } from '@slipway/shared/event';
import type { Scope } from '../step-context.ts';

const FACTS = ['subject', 'previous'] as const;
const CHARACTERS = 60;

/** Texts that a field holds in what is tried, now and of a subject also before the event: those that one compares with. */
export function knownTexts({ fact, path }: Field, scope: Scope | undefined): readonly string[] {
  if (!scope) return [];
  const facts = FACTS.some((each) => each === fact) ? FACTS : [fact];
  const found = facts.map((each) => read(scope[each], path)).filter((value) => typeof value === 'string');
  return [...new Set(found)].filter((value) => value !== '' && value.length <= CHARACTERS);
}

function read(value: unknown, path: string): unknown {
  return path === ''
    ? value
    : path
        .split('.')
        .reduce<unknown>(
          (at, key) =>
            typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined,
          value,
        );
}
