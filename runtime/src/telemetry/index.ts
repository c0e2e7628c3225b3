export { createLogger, type LogFields, type Logger, silentLogger } from './log.ts';
export { Metrics } from './metrics.ts';
