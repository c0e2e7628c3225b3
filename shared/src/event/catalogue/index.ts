export { dataSchemaOf } from './data-schema.ts';
export { eventFields } from './event-fields.ts';
export { exampleEvent } from './example-event.ts';
export type { Field, FieldType } from './field.ts';
export { subjectFields } from './subject-fields.ts';
