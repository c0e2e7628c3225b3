import { Failure } from '@slipway/shared/failure';

/** The promises that a test may switch off to see its checks go red. */
export type Sabotage = (typeof SABOTAGES)[number];

const SABOTAGES = ['ledger', 'commit-token', 'seek', 'reconciler'] as const;

/**
 * Which promise `SLIPWAY_SABOTAGE` switches off, if any. Honoured only beside `SLIPWAY_TEST=1`; anywhere else, and for a
 * name that is not known, it fails with `invalid-config`, so that nobody runs crippled without knowing.
 */
export function readSabotage(environment: Readonly<Record<string, string | undefined>>): Sabotage | undefined {
  const asked = environment.SLIPWAY_SABOTAGE;
  if (asked === undefined || asked === '') return undefined;
  if (environment.SLIPWAY_TEST !== '1') throw new Failure('invalid-config', 'SLIPWAY_SABOTAGE is for tests only');
  const known = SABOTAGES.find((sabotage) => sabotage === asked);
  if (!known)
    throw new Failure('invalid-config', `SLIPWAY_SABOTAGE=${asked} is not known; ${SABOTAGES.join(', ')} are`);
  return known;
}
