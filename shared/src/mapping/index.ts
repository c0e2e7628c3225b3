export { type CompiledMapping, compileMapping, type Mapping, type MappingResult } from './compile-mapping.ts';
export { compareMapped, type MappedEvent, type MappingWarning } from './mapped-event.ts';
export { MAPPING_FORMAT_VERSION, type MappingDocument, mappingSchema } from './mapping-schema.ts';
export type { Row } from './read-field.ts';
