export { EmbeddedEventLog } from './embedded.ts';
export { partitionOf } from './partition-of.ts';
export type {
  BatchBounds,
  EventLog,
  LogMarks,
  LogPosition,
  LogRecord,
  NewRecord,
  PartitionReader,
  RecordKind,
} from './port.ts';
