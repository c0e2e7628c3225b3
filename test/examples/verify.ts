/*
 * `npm run verify:examples`: the gallery is tried, and what it is tried with. Every scenario comes out as it is expected,
 * every wired port is left in some scenario, and every workflow that differs in one small thing is told apart by some
 * scenario. `--only ID,ID` tries these, `--record ID` writes down what an example does now as what it expects.
 * `--mode embedded` plays the scenarios in the real runtime on PGlite, `--mode full` on Kafka, PostgreSQL and Redis, all
 * of them in one replay environment where they can share it, and compares them with the engine alone.
 */
import { checkOptions, conclude, say } from '../support/report.ts';
import { verifyInEnvironment } from './environment/verify-in-environment.ts';
import { breachesOf, notShown, readGallery } from './gallery.ts';
import { recordExpectations } from './record.ts';
import { trySideBySide } from './side-by-side.ts';
import type { Trial } from './trial.ts';

/** Of all mutants, how many may be declared to mean the same. */
const EQUIVALENT_MOST = 0.03;

const options = checkOptions({ only: '', record: '', mode: 'engine', mutants: 'yes' });
const list = (text: string) => text.split(',').filter(Boolean);

for (const tried of options.record ? readGallery(list(options.record)) : []) {
  say(`recorded ${await recordExpectations(tried)}`);
}
if (options.record) process.exit(0);

const gallery = readGallery(list(options.only));
if (options.mode === 'embedded' || options.mode === 'full') {
  const inEnvironment = await verifyInEnvironment(gallery, options.mode);
  for (const line of inEnvironment.different) say(line);
  const { different, ...counts } = inEnvironment;
  const held = different.length === 0 && counts.decidedAgain > 0;
  conclude({ mode: options.mode, ...counts, different: different.length }, held);
}
if (options.mode !== 'engine') throw new Error(`no mode ${options.mode}: engine, embedded or full`);
const trials = await trySideBySide(gallery, { mutants: options.mutants === 'yes' });
const breaches = [...breachesOf(gallery), ...(options.only ? [] : await notShown(gallery))];
for (const line of breaches) say(line);
for (const trial of trials) tell(trial);

const sum = (count: (trial: Trial) => number) => trials.reduce((total, trial) => total + count(trial), 0);
const ports = sum((trial) => trial.ports);
const mutants = sum((trial) => trial.mutants);
const equivalent = trials.flatMap((trial) => trial.equivalent);
const failed = sum((trial) => trial.failed.length);
const unproven = sum((trial) => trial.survivors.length + trial.wronglyEquivalent.length + trial.crashes.length);
const report = {
  examples: trials.length,
  scenarios: sum((trial) => trial.scenarios),
  failed,
  breaches: breaches.length,
  catalogue: [...new Set(gallery.flatMap(({ example }) => example.catalogue ?? []))].sort(),
  portCoverage: ports === 0 ? 1 : (ports - sum((trial) => trial.untried.length)) / ports,
  mutants,
  killed: sum((trial) => trial.killed),
  survived: sum((trial) => trial.survivors.length),
  invalid: sum((trial) => trial.invalid),
  equivalent,
};
const held =
  trials.length === gallery.length &&
  failed + unproven + breaches.length === 0 &&
  report.portCoverage === 1 &&
  equivalent.length <= EQUIVALENT_MOST * mutants;
conclude(report, held);

function tell(trial: Trial): void {
  const count = `${trial.killed} of ${trial.mutants} mutants killed`;
  say(`${trial.id}: ${trial.scenarios} scenarios, ${count}, ${trial.invalid} are no workflows`);
  for (const line of trial.failed) say(`  failed    ${line}`);
  for (const port of trial.untried) say(`  untried   ${port}`);
  for (const mutant of trial.survivors) say(`  survived  ${mutant}`);
  for (const mutant of trial.wronglyEquivalent) say(`  not equivalent, or no mutant  ${mutant}`);
  for (const mutant of trial.crashes) say(`  crashed   ${mutant}`);
}
