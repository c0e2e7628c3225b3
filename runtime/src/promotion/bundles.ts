import type { Imported } from '@slipway/shared/api';
import { versionOf } from '@slipway/shared/engine';
import type { WorkflowTests } from '@slipway/shared/examples/tests.ts';
import { Failure } from '@slipway/shared/failure';
import { hasErrors } from '@slipway/shared/problem';
import {
  type BundleFile,
  bundleFile,
  bundleHash,
  type FindPart,
  partKey,
  partProblems,
  partsOf,
} from '@slipway/shared/promotion';
import { diagnose, readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { ensureVersion, testsInFile, testsText } from '../library/index.ts';
import { loadParts } from '../pipeline/index.ts';
import type { Environment } from '../stores/environments.ts';
import { findVersionByHash } from '../stores/library.ts';
import { bundleOfGraphs } from './needs.ts';
import type { Asking, PromotionParts } from './parts.ts';
import { installedGraph, readTarget } from './target.ts';
import { testsOfHash } from './version-tests.ts';

/**
 * What an environment runs, as a file for another installation; or one workflow of it, with all that it is made of. Holds no
 * secret, no value and no reference data: those are the environment's own.
 */
export async function exportBundle(
  parts: PromotionParts,
  environment: Environment,
  workflow: string | undefined,
): Promise<BundleFile> {
  const { live } = await readTarget(parts.database, environment);
  const wanted = live.workflows.filter((each) => workflow === undefined || each.workflow === workflow);
  if (workflow !== undefined && wanted.length === 0) {
    throw new Failure('not-found', `workflow ${workflow} does not run in ${environment.id}`);
  }
  const graphs: Workflow[] = [];
  for (const each of wanted) {
    const graph = await installedGraph(parts.database, environment.id, each.workflow, each.version);
    if (graph) graphs.push(graph);
  }
  const made = await loadParts(parts.database.kysely, environment.id, graphs);
  const pieces = made.all.map((part) => part.workflow);
  return bundleFile(
    bundleOfGraphs(parts, { graphs, parts: pieces }),
    await testsOfAll(parts.database, [...graphs, ...pieces]),
  );
}

/** The tests of versions that have some, by `partKey`. */
async function testsOfAll(
  database: PromotionParts['database'],
  graphs: readonly Workflow[],
): Promise<Readonly<Record<string, WorkflowTests>>> {
  const all: Record<string, WorkflowTests> = {};
  for (const graph of graphs) {
    const hash = versionOf(graph);
    const tests = await testsOfHash(database.kysely, graph.id, hash);
    if (tests.scenarios.length > 0) all[partKey(graph.id, hash)] = tests;
  }
  return all;
}

/**
 * Takes the workflows of a bundle into the library. Nothing of them runs until somebody releases it. Fails with
 * `invalid-bundle` where the file was changed, and with `invalid-workflow`; then nothing of it is taken in.
 */
export async function importBundle(parts: PromotionParts, file: BundleFile, { by, audit }: Asking): Promise<Imported> {
  const { bundle, hash } = file;
  if (bundleHash(bundle) !== hash) throw new Failure('invalid-bundle', 'its content is not what its hash says');
  const graphs = bundle.workflows.map(readGraph);
  const pieces = (bundle.parts ?? []).map(readGraph);
  const closure = bundleOfGraphs(parts, { graphs, parts: closedOrFailure(graphs, pieces) });
  const same = { ...closure, connectors: bundle.connectors };
  if (bundleHash(same) !== hash) throw new Failure('invalid-bundle', 'it does not name what its workflows need');
  const atMs = parts.now();
  const author = { id: by.id, name: by.name };
  const workflows = await parts.database.transaction(async (transaction) => {
    const taken: Imported['workflows'] = [];
    for (const graph of [...pieces, ...graphs]) {
      const known = await findVersionByHash(transaction, graph.id, versionOf(graph));
      const message = `Imported from bundle ${hash.slice(0, 12)}`;
      const brought = testsInFile(file.tests?.[partKey(graph.id, versionOf(graph))]);
      const tests = brought.scenarios.length === 0 ? {} : { tests: testsText(brought) };
      const version = await ensureVersion(transaction, graph, { author, message, atMs, ...tests });
      const { number } = version;
      const told = { workflow: graph.id, number, hash: version.hash, new: known?.number !== number };
      taken.push({ ...told, tests: brought.scenarios.length });
    }
    await audit(transaction, { action: 'bundle.imported', object: hash, after: { workflows: taken } });
    return taken;
  });
  const problems = [...problemsIn(parts, bundle), ...unreadableTests(file, workflows)];
  return { hash, workflows, needs: needsIn(bundle), problems };
}

/** Tests that a newer Slipway wrote, or that belong to nothing in the bundle. */
function unreadableTests({ tests = {} }: BundleFile, taken: Imported['workflows']): Imported['problems'] {
  const read = new Set(taken.flatMap((each) => (each.tests > 0 ? [partKey(each.workflow, each.hash)] : [])));
  return Object.keys(tests).flatMap((key): Imported['problems'] => {
    if (read.has(key)) return [];
    const message = `The tests of ${key.split(' ')[0]} cannot be read here and were left out.`;
    return [{ code: 'unreadable-tests', severity: 'warning', message }];
  });
}

/** The parts that workflows are made of; a bundle in which one is missing is none. */
function closedOrFailure(graphs: readonly Workflow[], pieces: readonly Workflow[]): readonly Workflow[] {
  const byVersion = new Map(pieces.map((piece) => [partKey(piece.id, versionOf(piece)), piece]));
  const find: FindPart = (workflow, version) => byVersion.get(partKey(workflow, version ?? ''));
  const [problem] = graphs.flatMap((graph) => partProblems(graph, find));
  if (problem) throw new Failure('invalid-bundle', problem.message);
  return partsOf(graphs, find);
}

function readGraph(raw: unknown): Workflow {
  const read = readWorkflow(raw);
  const problems = read.ok ? diagnose(read.workflow) : read.problems;
  if (read.ok && !hasErrors(problems)) return read.workflow;
  const first = problems.find((problem) => problem.severity === 'error');
  throw new Failure('invalid-workflow', first?.message ?? '', { cause: problems });
}

function needsIn(bundle: BundleFile['bundle']): Imported['needs'] {
  return [
    ...bundle.slots.map(({ slot, connector, operations }) => {
      return { kind: 'slot' as const, name: slot, detail: [connector, ...operations].join(', ') };
    }),
    ...bundle.variables.map(({ name, type, default: standard }) => {
      const detail = standard === undefined ? type : `${type}, else ${JSON.stringify(standard)}`;
      return { kind: 'variable' as const, name, detail };
    }),
    ...bundle.connectors.map(({ id, version }) => ({ kind: 'connector' as const, name: id, detail: version })),
    ...(bundle.references ?? []).map(({ id, kind, columns, factors }) => {
      const detail = [kind === 'table' ? 'a table' : 'a transit model', ...columns, ...factors].join(', ');
      return { kind: 'reference' as const, name: id, detail };
    }),
  ];
}

/** What this installation has in another version, or not at all: it can be taken in, and blocks a release of it. */
function problemsIn(parts: PromotionParts, bundle: BundleFile['bundle']): Imported['problems'] {
  return bundle.connectors.flatMap(({ id, version }): Imported['problems'] => {
    const own = parts.findConnector(id)?.version;
    if (own === version) return [];
    const message = own
      ? `The bundle was made with connector ${id} ${version}; here it is ${own}.`
      : `This installation has no connector ${id}.`;
    return [{ code: own ? 'other-connector-version' : 'missing-connector', severity: 'warning', message }];
  });
}
