export { type FileSource, fileSourceSchema } from './file-config.ts';
export { SPEED_MAX } from './replay-control.ts';
export { retryDeadLetter } from './retry-dead-letter.ts';
export { type NewSource, type SourceParts, Sources } from './sources.ts';
