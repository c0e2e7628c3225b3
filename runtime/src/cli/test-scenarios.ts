import { type TriedWorkflow, tryScenarios } from '@slipway/shared/examples';
import type { Problem } from '@slipway/shared/problem';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { givenFor, readWorkflowFiles, type WorkflowFile, workflowsBeside } from './workflow-files.ts';

interface Tested {
  readonly file: string;
  readonly workflow: string | null;
  readonly problems: readonly Problem[];
  readonly tried: TriedWorkflow;
}

const NOTHING_TRIED: TriedWorkflow = { scenarios: [], ports: [], untried: [] };

/**
 * Plays the scenarios of workflow files on the engine. Ends with 3 where one comes out differently from what it expects,
 * with 1 where a file is no workflow. Ports that no scenario leaves by are named; they fail nothing.
 */
export function testFiles(path: string, output: Output): ExitCode {
  const files = readWorkflowFiles(path);
  const tested = files.map((file) => testFile(file, files));
  const scenarios = tested.flatMap(({ tried }) => tried.scenarios);
  const failed = scenarios.filter(({ differences }) => differences.length > 0).length;
  const ports = tested.reduce((total, { tried }) => total + tried.ports.length, 0);
  const untried = tested.reduce((total, { tried }) => total + tried.untried.length, 0);
  const portCoverage = ports === 0 ? 1 : (ports - untried) / ports;
  const broken = tested.some(({ problems }) => problems.length > 0);
  output.answer(
    {
      ok: failed === 0 && !broken,
      scenarios: scenarios.length,
      failed,
      portCoverage,
      files: tested.map(({ tried, ...rest }) => ({ ...rest, ...tried })),
    },
    [
      ...tested.flatMap(inWords),
      `${scenarios.length - failed} of ${scenarios.length} scenarios hold; ${Math.floor(portCoverage * 100)} % of the wired ports are tried.`,
    ].join('\n'),
  );
  if (broken) return EXIT.failed;
  return failed > 0 ? EXIT.differs : EXIT.ok;
}

function testFile(file: WorkflowFile, all: readonly WorkflowFile[]): Tested {
  const { workflow, scenarios, problems } = file;
  const about = { file: file.file, workflow: workflow?.id ?? null, problems };
  return {
    ...about,
    tried: workflow
      ? tryScenarios(workflow, scenarios, workflowsBeside(file, all), givenFor(file, all))
      : NOTHING_TRIED,
  };
}

function inWords({ file, problems, tried }: Tested): readonly string[] {
  return [
    file,
    ...problems.map(({ code, path, message }) => `  ${path ?? ''} ${code}: ${message}`),
    ...tried.scenarios.flatMap(({ name, differences }) => [
      `  ${differences.length === 0 ? 'holds  ' : 'differs'} ${name}`,
      ...differences.map((line) => `          ${line}`),
    ]),
    ...tried.untried.map((port) => `  untried ${port}`),
  ];
}
