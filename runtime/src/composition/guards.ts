import { Failure } from '@slipway/shared/failure';
import type { Config } from '../config/index.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** There are no credentials yet, so nobody else may reach us. */
export function refuseOpenHost(config: Config): void {
  if (LOOPBACK.has(config.host)) return;
  throw new Failure(
    'invalid-config',
    `host ${config.host}: without credentials only 127.0.0.1 is served; reach it from elsewhere through a tunnel of yours`,
  );
}

/** Text from a user must never become code: V8 is told so at start-up, and we check that it was. */
export function refuseCodeFromText(execArgv: readonly string[], nodeOptions: string | undefined): void {
  const flag = '--disallow-code-generation-from-strings';
  if (execArgv.includes(flag) || (nodeOptions ?? '').split(/\s+/).includes(flag)) return;
  throw new Failure(
    'invalid-config',
    `Node runs without ${flag}; start Slipway with npm start or runtime/bin/slipway.js`,
  );
}

/** The variables without those of tests, so that what remains can be checked for typing mistakes. */
export function settingsOf(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const { SLIPWAY_SABOTAGE: _sabotage, SLIPWAY_TEST: _test, ...settings } = environment;
  return settings;
}
