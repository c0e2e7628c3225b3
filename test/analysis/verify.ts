/*
 * `npm run verify:analysis`: what analysis says is so, and what it does not say is not there. Defects planted in copies of
 * the gallery are all found and none is seen in the gallery itself; random conditions and decision tables agree with brute
 * force, and every input that is given as an example does what it is given for; changed workflows are told apart by
 * events that really come out differently; pairs of inputs for a comparison really flip its condition. `--break CODE`
 * (of a problem), `--break boxes` and `--break pairs` take a rule away, and the check must fail.
 */
import { diagnose, readWorkflow } from '@slipway/shared/workflow';
import { readGallery } from '../examples/gallery.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { checkConditions } from './conditions.ts';
import { checkCoverage } from './coverage.ts';
import { checkDiff } from './differ.ts';
import { plantedIn } from './planted.ts';
import { checkTables } from './tables.ts';

const options = checkOptions({ cases: '6000', tables: '100', mutants: '60', seed: '1', break: '' });
const seed = Number(options.seed);
const began = performance.now();
const gallery = readGallery();
const workflows = gallery.map(({ workflow }) => workflow);

const diagnosed = (workflow: (typeof workflows)[number]) =>
  diagnose(workflow, { workflows }).filter(({ code }) => code !== options.break);
let slowestMs = 0;
const falseOnGallery = workflows.flatMap((workflow) => {
  diagnosed(workflow);
  const start = performance.now();
  const found = diagnosed(workflow);
  slowestMs = Math.max(slowestMs, performance.now() - start);
  return found
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, path }) => `${workflow.id} ${path ?? ''} ${code}`);
});
for (const line of falseOnGallery) say(`on the gallery: ${line}`);

const kinds = new Map<string, { planted: number; found: number }>();
let notRead = 0;
for (const workflow of workflows)
  for (const { id, workflow: copy, codes, node } of plantedIn(workflow)) {
    const read = readWorkflow(copy);
    const kind = id.slice(id.indexOf(': ') + 2).replace(/ \d+$/, '');
    const tally = kinds.get(kind) ?? { planted: 0, found: 0 };
    kinds.set(kind, tally);
    if (!read.ok) {
      notRead += 1;
      say(`${id}: is no workflow: ${read.problems[0]?.message ?? ''}`);
      continue;
    }
    tally.planted += 1;
    const said = diagnosed(read.workflow);
    if (said.some(({ code, nodeId }) => codes.includes(code) && nodeId === node)) tally.found += 1;
    else
      say(
        `${id}: not found; said ${said.map(({ code, nodeId }) => `${code} of ${nodeId ?? ''}`).join(', ') || 'nothing'}`,
      );
  }
const planted = [...kinds.values()].reduce((sum, each) => sum + each.planted, 0);
const found = [...kinds.values()].reduce((sum, each) => sum + each.found, 0);
say(`planted ${planted}, found ${found}; ${Math.round(performance.now() - began)} ms`);

const conditions = await checkConditions({ cases: Number(options.cases), seed, slip: options.break === 'boxes' });
for (const line of conditions.wrong.slice(0, 5)) say(line);
const tables = checkTables({ cases: Number(options.tables), seed });
for (const line of tables.differences.slice(0, 5)) say(line);
say(`conditions and tables; ${Math.round(performance.now() - began)} ms`);
const coverage = checkCoverage(gallery, { seed, slip: options.break === 'pairs' });
for (const line of coverage.wrong.slice(0, 5)) say(line);
const diff = checkDiff(gallery, { mutants: Number(options.mutants), seed });
for (const line of diff.wrong.slice(0, 5)) say(line);

const wrong = conditions.wrong.length + tables.differences.length + coverage.wrong.length + diff.wrong.length;
conclude(
  {
    kinds: kinds.size,
    planted,
    found,
    notRead,
    falseOnGallery: falseOnGallery.length,
    slowestMs: Math.round(slowestMs),
    conditions: conditions.conditions,
    neverClaims: conditions.never,
    counterExamples: conditions.examples,
    gaveUp: conditions.gaveUp,
    tables: tables.tables,
    tablePoints: tables.points,
    wrong,
    diffed: diff.diffed,
    toldApart: diff.toldApart,
    withoutStories: { diffed: diff.bare, toldApart: diff.bareToldApart },
    mcdcComparisons: coverage.comparisons,
    mcdcPairs: coverage.pairs,
    mcdcMasked: coverage.masked,
    mcdcImpossible: coverage.impossible,
    proposed: coverage.proposed,
    seed,
    seconds: Math.round((performance.now() - began) / 1_000),
  },
  planted >= 60 &&
    found === planted &&
    notRead === 0 &&
    falseOnGallery.length === 0 &&
    wrong === 0 &&
    diff.toldApart > 0 &&
    coverage.pairs > 0,
);
