import { canonicalEventSchema } from '../event/envelope.ts';
import { compileExpression, type Expression, placeProblems, toJson } from '../expression/index.ts';
import { Failure, type FailureCode, isFailure } from '../failure/index.ts';
import type { Problem } from '../problem/index.ts';
import { isInstant } from '../time/index.ts';
import type { MappedEvent } from './mapped-event.ts';
import type { MappingEvent } from './mapping-schema.ts';

/** The values that a record's expressions see: `row`, the fields, `quality`, the lets. */
export type MappingScope = Readonly<Record<string, unknown>>;

/** What one template makes of one record; `null` where its `when` is false. */
export type EventResult =
  | { readonly ok: true; readonly mapped: MappedEvent | null }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

export type EventMaker = (scope: MappingScope) => EventResult;

/** Collects problems while expressions are compiled, each under its JSON pointer. */
export type ExpressionCompiler = (source: string, pointer: string) => Expression | null;

/** Makes such a compiler: `variables` are the names that may be used, `paths` collects what is read. */
export function expressionCompiler(
  variables: readonly string[],
  problems: Problem[],
  paths: string[],
): ExpressionCompiler {
  return (source, pointer) => {
    const compiled = compileExpression(source, { variables });
    if (compiled.ok) {
      paths.push(...compiled.expression.paths);
      return compiled.expression;
    }
    problems.push(...placeProblems(compiled.problems, pointer));
    return null;
  };
}

type Value = (scope: MappingScope) => unknown;

/** Compiles one event template. Problems go to the compiler's list; the maker is pure and total. */
export function compileEvent(template: MappingEvent, pointer: string, compile: ExpressionCompiler): EventMaker {
  const value = (source: string, place: string): Value => evaluator(compile(source, `${pointer}/${place}`), place);
  const optional = (source: string | undefined, place: string) => (source === undefined ? null : value(source, place));
  const when = optional(template.when, 'when');
  const id = value(template.id, 'id');
  const subject = value(template.subject.value, 'subject/value');
  const refs = (template.refs ?? []).map((ref, index) => ({
    scheme: ref.scheme,
    value: value(ref.value, `refs/${index}/value`),
  }));
  const time = value(template.time, 'time');
  const recorded = optional(template.recordedtime, 'recordedtime');
  const at = value(template.at, 'at');
  const sequence = optional(template.sequence, 'sequence');
  const data = compileData(template.data ?? {}, `${pointer}/data`, 'data', compile);

  return (scope) => {
    try {
      const wanted = when ? when(scope) : true;
      if (typeof wanted !== 'boolean') throw new Failure('mapping-failed', 'when: neither true nor false');
      if (!wanted) return { ok: true, mapped: null };
      const identity = text(subject(scope), 'subject', 'no-subject');
      const links = refs.flatMap((ref) => {
        const linked = ref.value(scope);
        return linked === null ? [] : [{ scheme: ref.scheme, value: text(linked, ref.scheme) }];
      });
      const recordedtime = recorded?.(scope);
      const event = canonicalEventSchema.safeParse({
        id: text(id(scope), 'id'),
        source: template.source,
        type: template.type,
        subject: `${template.subject.kind}:${identity}`,
        time: instant(time(scope), 'time'),
        ...(recordedtime === null || recordedtime === undefined
          ? {}
          : { recordedtime: instant(recordedtime, 'recordedtime') }),
        data: {
          ...(data(scope) as Record<string, unknown>),
          refs: [{ scheme: template.subject.scheme, value: identity }, ...links],
          ...qualityOf(template, scope),
        },
      });
      if (!event.success) {
        const issue = event.error.issues[0];
        return { ok: false, code: 'invalid-event', detail: `${issue?.path.map(String).join('.')}: ${issue?.message}` };
      }
      const order = sequence === null ? 0 : sequence(scope);
      if (typeof order !== 'number' || !Number.isFinite(order))
        throw new Failure('mapping-failed', 'sequence: not a number');
      return {
        ok: true,
        mapped: { event: event.data, at: instant(at(scope), 'at'), rank: template.rank ?? 0, sequence: order },
      };
    } catch (error) {
      if (isFailure(error)) return { ok: false, code: error.code, detail: `${template.type}: ${error.detail}` };
      throw error;
    }
  };
}

/** The declared quality; without one, that of the field which alone gives the time. */
function qualityOf(template: MappingEvent, scope: MappingScope): { readonly timeQuality?: unknown } {
  if (template.timeQuality !== undefined) return { timeQuality: template.timeQuality };
  const qualities = scope.quality;
  if (typeof qualities !== 'object' || qualities === null || !Object.hasOwn(qualities, template.time)) return {};
  return { timeQuality: Reflect.get(qualities, template.time) };
}

/** A text, or a number written as one; anything else stops the record. */
function text(value: unknown, place: string, code: FailureCode = 'mapping-failed'): string {
  const written = typeof value === 'number' ? String(value) : value;
  if (typeof written === 'string' && written !== '') return written;
  throw new Failure(code, `${place}: nothing there`);
}

function instant(value: unknown, place: string): string {
  if (isInstant(value)) return value;
  throw new Failure('invalid-date', `${place}: not an instant`);
}

function evaluator(expression: Expression | null, place: string): Value {
  return (scope) => {
    const result = expression?.evaluate(scope);
    if (!result?.ok) throw new Failure('mapping-failed', `${place}: ${result?.reason ?? 'not compiled'}`);
    return result.value;
  };
}

/** A literal with `{"$expr": …}` in it. A member whose expression is null is left out: absent means unknown. */
function compileData(node: unknown, pointer: string, place: string, compile: ExpressionCompiler): Value {
  if (Array.isArray(node)) {
    const items = node.map((item, index) => compileData(item, `${pointer}/${index}`, `${place}[${index}]`, compile));
    return (scope) => items.map((item) => item(scope)).filter((item) => item !== undefined);
  }
  if (typeof node !== 'object' || node === null) return () => node;
  const keys = Object.keys(node);
  const source: unknown = Object.hasOwn(node, '$expr') ? Reflect.get(node, '$expr') : undefined;
  if (keys.length === 1 && typeof source === 'string') {
    const read = evaluator(compile(source, `${pointer}/$expr`), place);
    return (scope) => toJson(read(scope)) ?? undefined;
  }
  const members = Object.entries(node).map(
    ([key, member]) => [key, compileData(member, `${pointer}/${key}`, `${place}.${key}`, compile)] as const,
  );
  return (scope) => {
    const made: [string, unknown][] = [];
    for (const [key, member] of members) {
      const value = member(scope);
      if (value !== undefined) made.push([key, value]);
    }
    return Object.fromEntries(made);
  };
}
