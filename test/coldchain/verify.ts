/*
 * `npm run verify:coldchain`: holds and windows against the alarms of real temperature loggers. The readings of each device
 * go through `step` with a workflow made of the device's own settings; what fires is compared with what the device itself
 * alarmed about, and the minutes of each day with the minutes that it tells. `--data DIR` takes other devices, in the same
 * two files. `--gap N` is how many intervals without a reading break a stretch (0: none do, and the check must fail: one
 * hot reading before six hours without any is no alarm).
 */
import { fileURLToPath } from 'node:url';
import { checkOptions, conclude, say } from '../support/report.ts';
import { compare } from './compare.ts';
import { readDevices } from './devices.ts';
import { watch } from './watch.ts';

/** Mean kinetic temperature agrees to what the device prints. */
const KINETIC_C = 0.1;

const options = checkOptions({
  data: fileURLToPath(new URL('../data/coldchain', import.meta.url)),
  gap: '3',
});
const devices = readDevices(options.data);
const results = devices.map((device) => {
  const watched = watch(device, { gapIntervals: Number(options.gap) });
  const offC = device.kineticC === undefined ? 0 : Math.abs((watched.kineticC ?? Number.NaN) - device.kineticC);
  return { device, watched, kinetic: offC <= KINETIC_C, ...compare(device, watched) };
});

for (const { device, missed, falseAlarms, daysOff, kinetic, watched } of results) {
  for (const line of missed) say(`missed: ${line}`);
  for (const line of falseAlarms) say(`false alarm: ${line}`);
  for (const line of daysOff) say(`minutes: ${line}`);
  if (!kinetic) say(`mean kinetic temperature: ${device.file}: ${watched.kineticC}, the device has ${device.kineticC}`);
}
const sum = (count: (result: (typeof results)[number]) => number) =>
  results.reduce((total, result) => total + count(result), 0);
const report = {
  devices: devices.length,
  readings: sum(({ device }) => device.readings.length),
  alarms: sum(({ alarms }) => alarms),
  agreed: sum(({ agreed }) => agreed),
  missed: sum(({ missed }) => missed.length),
  falseAlarms: sum(({ falseAlarms }) => falseAlarms.length),
  uncovered: sum(({ uncovered }) => uncovered),
  days: sum(({ days }) => days),
  daysWithin: sum(({ daysWithin }) => daysWithin),
  kinetic: sum(({ device }) => (device.kineticC === undefined ? 0 : 1)),
  kineticWithin: sum(({ device, kinetic }) => (device.kineticC !== undefined && kinetic ? 1 : 0)),
  stateBytes: Math.max(0, ...results.map(({ watched }) => watched.stateBytes)),
};
conclude(
  report,
  report.alarms > 0 &&
    report.agreed === report.alarms &&
    report.missed === 0 &&
    report.falseAlarms === 0 &&
    report.daysWithin === report.days &&
    report.kineticWithin === report.kinetic,
);
