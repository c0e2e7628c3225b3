import { type Logger as Pino, pino } from 'pino';
import { factsOf } from './error-facts.ts';

/** What is worth a line: small named facts, never a payload and never a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/** A structured log; one JSON object per line. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `error` adds type, message and stack of what was thrown. */
  error(message: string, fields?: LogFields & { readonly error?: never }, error?: unknown): void;
  /** A log whose every line carries these fields too. */
  with(fields: LogFields): Logger;
}

/** Logs as JSON lines to stderr, so that stdout is left to the answers of commands. */
export function createLogger(level: string): Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  return wrap(pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination));
}

/** A log that keeps nothing. */
export const silentLogger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  with: () => silentLogger,
};

function wrap(log: Pino): Logger {
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}, error = undefined) =>
      log.error({ ...fields, ...(error === undefined ? {} : { err: factsOf(error) }) }, message),
    with: (fields) => wrap(log.child(fields)),
  };
}
