import { findOperator } from '../operators.ts';
import { parsePath } from '../path.ts';
import type { FactReference } from '../schema.ts';
import { isObject, type Place } from './place.ts';

/** A condition as a form draws it. `other` is what the form has no controls for: it is shown as JSON and never touched. */
export type FormPart =
  | { readonly kind: 'group'; readonly of: 'all' | 'any'; readonly place: Place; readonly parts: readonly FormPart[] }
  | { readonly kind: 'not'; readonly place: Place; readonly part: FormPart }
  | FormLeaf
  | FormReference
  | { readonly kind: 'other'; readonly place: Place; readonly json: unknown };

export interface FormLeaf {
  readonly kind: 'leaf';
  readonly place: Place;
  readonly source: FormSource;
  readonly operator: string;
  readonly value: FormValue;
}

/** What is as another condition says, which the workflow keeps under a name. */
export interface FormReference {
  readonly kind: 'reference';
  readonly place: Place;
  readonly name: string;
}

/** What a comparison looks at: a field, or a value computed by an expression. */
export type FormSource =
  | { readonly kind: 'field'; readonly fact: string; readonly path: string }
  | { readonly kind: 'computed'; readonly cel: string };

/** What it is compared with. `plain` is any literal, also a list. */
export type FormValue =
  | { readonly kind: 'plain'; readonly value: unknown }
  | { readonly kind: 'source'; readonly source: FormSource }
  | { readonly kind: 'none' };

const GROUP_KEYS: ReadonlySet<string> = new Set(['all', 'any', 'not', 'name', 'priority']);
const LEAF_KEYS: ReadonlySet<string> = new Set(['fact', 'path', 'params', 'operator', 'value', 'name', 'priority']);
const REFERENCE_KEYS: ReadonlySet<string> = new Set(['condition', 'name', 'priority']);
const DEPTH_MAX = 12;

/** Reads condition JSON into a form. Takes any JSON: what it cannot draw comes back whole, as `other`. */
export function readForm(json: unknown, place: Place = []): FormPart {
  const other: FormPart = { kind: 'other', place, json };
  if (!isObject(json) || place.length > DEPTH_MAX * 2) return other;
  const kinds = ['all', 'any', 'not', 'condition', 'fact'].filter((kind) => Object.hasOwn(json, kind));
  const [kind] = kinds;
  if (kinds.length !== 1 || kind === undefined) return other;
  const known = kind === 'fact' ? LEAF_KEYS : kind === 'condition' ? REFERENCE_KEYS : GROUP_KEYS;
  if (!Object.keys(json).every((key) => known.has(key) || key.startsWith('x-'))) return other;
  if (kind === 'condition')
    return typeof json.condition === 'string' ? { kind: 'reference', place, name: json.condition } : other;
  if (kind === 'fact') return readLeaf(json, place) ?? other;
  const inner = json[kind];
  if (kind === 'not') {
    return isObject(inner) ? { kind: 'not', place, part: readForm(inner, [...place, 'not']) } : other;
  }
  if (!Array.isArray(inner) || (kind !== 'all' && kind !== 'any')) return other;
  return { kind: 'group', of: kind, place, parts: inner.map((each, index) => readForm(each, [...place, kind, index])) };
}

function readLeaf(json: Readonly<Record<string, unknown>>, place: Place): FormLeaf | undefined {
  const { operator, value } = json;
  const source = readSource(json);
  // A decorated operator (`someFact:equal`) asks for more than a form can show.
  if (!source || typeof operator !== 'string' || operator.includes(':') || !findOperator(operator)) return undefined;
  if (!Object.hasOwn(json, 'value')) return { kind: 'leaf', place, source, operator, value: { kind: 'none' } };
  if (isObject(value)) {
    const other = Object.keys(value).every((key) => ['fact', 'path', 'params'].includes(key)) && readSource(value);
    return other ? { kind: 'leaf', place, source, operator, value: { kind: 'source', source: other } } : undefined;
  }
  return { kind: 'leaf', place, source, operator, value: { kind: 'plain', value } };
}

function readSource(json: Readonly<Record<string, unknown>>): FormSource | undefined {
  const { fact, path, params } = json;
  if (typeof fact !== 'string') return undefined;
  if (fact === 'expr') {
    const cel = isObject(params) && Object.keys(params).length === 1 ? params.cel : undefined;
    return typeof cel === 'string' && path === undefined ? { kind: 'computed', cel } : undefined;
  }
  if (params !== undefined || (path !== undefined && typeof path !== 'string')) return undefined;
  return { kind: 'field', fact, path: plainPath(path) ?? path ?? '' };
}

/** `$.a.b` and `.a.b` are `a.b`; a path with indexes keeps its own spelling. */
function plainPath(path: string | undefined): string | undefined {
  if (path === undefined) return '';
  const segments = parsePath(path);
  if (typeof segments === 'string' || segments.some((each) => each.kind !== 'key')) return undefined;
  return segments.map((each) => (each.kind === 'key' ? each.key : '')).join('.');
}

/** The JSON of a source, as the format writes it. */
export function writeSource(source: FormSource): FactReference {
  if (source.kind === 'computed') return { fact: 'expr', params: { cel: source.cel } };
  return source.path === '' ? { fact: source.fact } : { fact: source.fact, path: source.path };
}
