import { compileExpression, compileTemplate } from '@slipway/shared/expression';
import type { Scope } from '../../step-context.ts';

/** What a text gives at the moment that is looked at. */
export type Live =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'missing' | 'fails'; readonly reason: string }
  /** Nothing is played, or the text cannot be read: its problems say why. */
  | { readonly is: 'unpinned' | 'unread' };

/** Evaluates a text as the engine does. A template that is one `${…}` alone keeps the type of its value. */
export function liveOf(text: string, template: boolean, sample: Scope | undefined): Live {
  if (text.trim() === '' || (template && !text.includes('${'))) return { is: 'unread' };
  if (!sample) return { is: 'unpinned' };
  const alone =
    template && text.startsWith('${') && text.endsWith('}') ? compileExpression(text.slice(2, -1)) : undefined;
  if (template && !alone?.ok) return rendered(text, sample);
  const compiled = alone ?? compileExpression(text);
  if (!compiled.ok) return { is: 'unread' };
  const result = compiled.expression.evaluate(sample);
  if (result.ok) return { is: 'value', value: result.value };
  return { is: result.missing ? 'missing' : 'fails', reason: result.reason };
}

function rendered(text: string, sample: Scope): Live {
  const compiled = compileTemplate(text);
  if (!compiled.ok) return { is: 'unread' };
  const result = compiled.template.render(sample);
  if (result.ok) return { is: 'value', value: result.value };
  return { is: result.missing ? 'missing' : 'fails', reason: result.reason };
}
