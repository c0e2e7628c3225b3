import { Failure } from '@slipway/shared/failure';
import type { Config } from '../config/index.ts';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** Where nobody signs in, whoever reaches us is the owner: so nobody else may. */
export function refuseOpenHost(config: Pick<Config, 'host' | 'access'>): void {
  if (LOOPBACK.has(config.host) || config.access === 'users') return;
  throw new Failure(
    'invalid-config',
    `host ${config.host}: without credentials only 127.0.0.1 is served; let people sign in with SLIPWAY_ACCESS=users, or reach it through a tunnel of yours`,
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

/** The variables without those of tests and of the command line, so that the rest can be checked for typing mistakes. */
export function settingsOf(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const {
    SLIPWAY_SABOTAGE: _sabotage,
    SLIPWAY_TEST: _test,
    SLIPWAY_SERVER: _server,
    SLIPWAY_TOKEN: _token,
    ...settings
  } = environment;
  return settings;
}
