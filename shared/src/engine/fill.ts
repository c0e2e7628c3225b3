import { toJson } from '../expression/index.ts';
import type { CompiledMapping } from './program.ts';

export type Filled = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/** Fills a mapping. What a template misses is left empty; what an expression misses is null; anything worse is a reason. */
export function fill(mapping: CompiledMapping, facts: Readonly<Record<string, unknown>>): Filled {
  switch (mapping.kind) {
    case 'constant':
      return { ok: true, value: mapping.value };
    case 'template': {
      const result = mapping.template.render(facts);
      return result.ok ? { ok: true, value: result.value } : { ok: false, reason: result.reason };
    }
    case 'expression': {
      const result = mapping.expression.evaluate(facts);
      if (result.ok) return { ok: true, value: toJson(result.value) };
      return result.missing ? { ok: true, value: null } : { ok: false, reason: result.reason };
    }
    case 'list': {
      const items = mapping.items.map((item) => fill(item, facts));
      const wrong = items.find((item) => !item.ok);
      return wrong ?? { ok: true, value: items.map((item) => (item.ok ? item.value : null)) };
    }
    case 'object': {
      const fields = mapping.fields.map(([key, item]) => [key, fill(item, facts)] as const);
      const wrong = fields.find(([, item]) => !item.ok)?.[1];
      return (
        wrong ?? {
          ok: true,
          value: Object.fromEntries(fields.map(([key, item]) => [key, item.ok ? item.value : null])),
        }
      );
    }
  }
}
