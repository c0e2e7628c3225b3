import { Failure } from '@slipway/shared/failure';
import { type PausePoint, type ReleaseStep, releaseSteps } from './release.ts';

/** The promises that a test may switch off to see its checks go red, and the steps at which it may stop a release. */
export type Sabotage = (typeof PROMISES)[number] | `release:${ReleaseStep}`;

const PROMISES = ['ledger', 'commit-token', 'seek', 'reconciler'] as const;
const known: readonly string[] = [...PROMISES, ...releaseSteps.map((step) => `release:${step}`)];

/**
 * Which promise `SLIPWAY_SABOTAGE` switches off, if any. Honoured only beside `SLIPWAY_TEST=1`; anywhere else, and for a
 * name that is not known, it fails with `invalid-config`, so that nobody runs crippled without knowing.
 */
export function readSabotage(environment: Readonly<Record<string, string | undefined>>): Sabotage | undefined {
  const asked = environment.SLIPWAY_SABOTAGE;
  if (asked === undefined || asked === '') return undefined;
  if (environment.SLIPWAY_TEST !== '1') throw new Failure('invalid-config', 'SLIPWAY_SABOTAGE is for tests only');
  if (!known.includes(asked)) {
    throw new Failure('invalid-config', `SLIPWAY_SABOTAGE=${asked} is not known; ${known.join(', ')} are`);
  }
  return asked as Sabotage;
}

/** Stops the first release by a plan at a step for ever, and says so on the error stream: there it is to be killed. */
export function pausePointOf(sabotage: Sabotage | undefined): PausePoint | undefined {
  if (!sabotage?.startsWith('release:')) return undefined;
  return async (step, kind) => {
    if (kind !== 'release' || sabotage !== `release:${step}`) return;
    process.stderr.write(`${JSON.stringify({ pausedAt: step })}\n`);
    await new Promise<never>(() => {});
  };
}
