import fc from 'fast-check';

/*
 * Properties are tried on the same random cases each time, so that a run says what the change did and not what the dice
 * did. Other cases: `SEED=7 vitest run --root shared`, or `SEED=random`; a failure prints its seed and path.
 */
const seed = process.env.SEED ?? '20261122';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
