import { nameText } from '../../messages/said.ts';

/** A JSON Schema as connectors publish it for a connection. */
export type Schema = Readonly<Record<string, unknown>>;

/** What a form is about: JSON, with `{set}` or `{keep}` in the place of a secret. */
export type Value = unknown;

export type Control = 'text' | 'number' | 'flag' | 'choice' | 'secret' | 'one-of' | 'pairs' | 'group' | 'json';

/** A member of an object, as a form shows it. */
export interface FormField {
  readonly name: string;
  /** The schema's own title; without one the name is made readable. */
  readonly title: string;
  readonly hint: string | undefined;
  readonly required: boolean;
  readonly control: Control;
  readonly schema: Schema;
}

/** One shape of a `one-of`: told from the others by the fixed text `value` of its member `tag`. */
export interface Shape {
  readonly tag: string;
  readonly value: string;
  readonly schema: Schema;
}

/** The members of an object's schema in its own order, but for those that hold one fixed text. */
export function fieldsOf(schema: Schema): readonly FormField[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(membersOf(schema))
    .filter(([, member]) => member.const === undefined)
    .map(([name, member]) => ({
      name,
      title: nameText(typeof member.title === 'string' ? member.title : readable(name)),
      hint: typeof member.description === 'string' ? nameText(member.description) : undefined,
      required: required.includes(name),
      control: controlOf(member),
      schema: member,
    }));
}

export function choicesOf(schema: Schema): readonly string[] {
  return Array.isArray(schema.enum) ? schema.enum.filter((one): one is string => typeof one === 'string') : [];
}

/** The shapes of a `one-of`, by the member that tells them apart; none where there is no such member. */
export function shapesOf(schema: Schema): readonly Shape[] {
  const branches = [schema.oneOf, schema.anyOf].find(Array.isArray)?.filter(isRecord) ?? [];
  const shapes = branches.flatMap((branch) => {
    const fixed = Object.entries(membersOf(branch)).find(([, member]) => typeof member.const === 'string');
    return fixed ? [{ tag: fixed[0], value: String(fixed[1].const), schema: branch }] : [];
  });
  return shapes.length === branches.length ? shapes : [];
}

/** The shape that a value has, or the first. */
export function shapeOf(schema: Schema, value: Value): Shape | undefined {
  const shapes = shapesOf(schema);
  return shapes.find(({ tag, value: fixed }) => isRecord(value) && value[tag] === fixed) ?? shapes[0];
}

/** What a form begins with: what is stored, every secret that is there to be kept; or what the schema cannot do without. */
export function beginForm(schema: Schema, stored: Value): Value {
  switch (controlOf(schema)) {
    case 'secret':
      return isRecord(stored) && stored.set === true ? { keep: true } : undefined;
    case 'choice':
      return stored ?? choicesOf(schema)[0];
    case 'flag':
      return stored ?? false;
    case 'text':
      return stored ?? '';
    case 'one-of': {
      const shape = shapeOf(schema, stored);
      if (!shape) return stored;
      return { [shape.tag]: shape.value, ...members(shape.schema, isRecord(stored) ? stored : {}) };
    }
    case 'group':
      return members(schema, isRecord(stored) ? stored : {});
    default:
      return stored;
  }
}

function members(schema: Schema, stored: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown = fieldsOf(schema).flatMap(({ name, required, schema: member }) => {
    if (!required && stored[name] === undefined) return [];
    const begun = beginForm(member, stored[name]);
    return begun === undefined ? [] : [[name, begun]];
  });
  return Object.fromEntries(shown);
}

/** Another shape for a value; members of the same name stay, but no secret: it belongs to what it was entered for. */
export function takeShape(shape: Shape, value: Value): Value {
  return { [shape.tag]: shape.value, ...members(shape.schema, isRecord(value) ? value : {}) };
}

/** A member changed; without a value it is left out. */
export function withMember(value: Value, name: string, next: Value): Value {
  const { [name]: _, ...others } = isRecord(value) ? value : {};
  if (next === undefined) return others;
  return isRecord(value) && Object.hasOwn(value, name) ? { ...value, [name]: next } : { ...others, [name]: next };
}

/** The pointers of the fields that are on screen and must be filled in, but are not. */
export function missingIn(schema: Schema, value: Value, pointer: string): readonly string[] {
  const shape = shapeOf(schema, value);
  return fieldsOf(shape?.schema ?? schema).flatMap((field) => {
    const place = `${pointer}/${field.name}`;
    const held = isRecord(value) ? value[field.name] : undefined;
    if (field.required && (held === undefined || held === '')) return [place];
    if (field.control === 'secret' && isRecord(held) && held.set === '') return [place];
    const deeper = held !== undefined && (field.control === 'group' || field.control === 'one-of');
    return deeper ? missingIn(field.schema, held, place) : [];
  });
}

/** The pointers of all fields that a form shows for a value: a problem elsewhere has no field to stand at. */
export function placesIn(schema: Schema, value: Value, pointer: string): readonly string[] {
  const shape = shapeOf(schema, value);
  return fieldsOf(shape?.schema ?? schema).flatMap((field) => {
    const place = `${pointer}/${field.name}`;
    const held = isRecord(value) ? value[field.name] : undefined;
    const deeper = field.control === 'group' || field.control === 'one-of';
    return [place, ...(deeper ? placesIn(field.schema, held, place) : [])];
  });
}

function controlOf(schema: Schema): Control {
  if (schema['x-secret'] === true) return 'secret';
  if (choicesOf(schema).length > 0) return 'choice';
  if (shapesOf(schema).length > 0) return 'one-of';
  if (schema.type === 'string') return 'text';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'object' && isRecord(schema.properties)) return 'group';
  if (isRecord(schema.additionalProperties) && schema.additionalProperties.type === 'string') return 'pairs';
  return 'json';
}

function membersOf(schema: Schema): Readonly<Record<string, Schema>> {
  const members = isRecord(schema.properties) ? schema.properties : {};
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Schema] => isRecord(entry[1])));
}

/** `fromName` as “From name”. */
function readable(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
