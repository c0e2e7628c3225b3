import type { Language } from '../../language/index.ts';
import { FUNCTIONS, type FunctionName, signature } from '../functions/index.ts';
import { HELP_DE } from './help-de.ts';

/** How a function is written, and in one sentence what it does; undefined for a name that is none. */
export function functionHelp(
  name: string,
  language: Language,
): { readonly signature: string; readonly help: string } | undefined {
  if (!isFunction(name)) return undefined;
  const spec = FUNCTIONS[name];
  return { signature: signature(name, spec), help: language === 'de' ? HELP_DE[name] : spec.help };
}

const isFunction = (name: string): name is FunctionName => Object.hasOwn(FUNCTIONS, name);
