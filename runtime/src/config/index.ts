export { type Config, type ConfigOverrides, LOG_LEVELS, type LogLevel, readConfig } from './config.ts';
export type { ServicesConfig } from './services.ts';
