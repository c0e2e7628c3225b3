import { hasErrors, type Problem, type ProblemExample } from '@slipway/shared/problem';
import { diagnose } from '@slipway/shared/workflow';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { readWorkflowFiles, type WorkflowFile } from './workflow-files.ts';

/** Says what is wrong with workflow files, as publishing them would. Ends with 1 where something is an error. */
export function lintFiles(path: string, output: Output): ExitCode {
  const read = readWorkflowFiles(path);
  const files = read.map((each) => ({ file: each.file, problems: problemsOf(each, read) }));
  const all = files.flatMap(({ problems }) => problems);
  const count = (severity: Problem['severity']) => all.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const lines = files.flatMap(({ file, problems }) =>
    problems.map(
      ({ severity, code, path: place, message, example }) =>
        `${file}${place ? ` ${place}` : ''}\n  ${severity} ${code}: ${message}${example ? `\n  for example: ${inWords(example)}` : ''}`,
    ),
  );
  const sum = `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${errors} errors, ${warnings} warnings.`;
  output.answer({ ok: errors === 0, files, errors, warnings }, [...lines, sum].join('\n'));
  return hasErrors(all) ? EXIT.failed : EXIT.ok;
}

/** The input that shows a problem: `event.data.value = 7`. */
function inWords({ facts }: ProblemExample): string {
  return Object.entries(facts)
    .map(([name, value]) => (value === null ? `${name} is missing` : `${name} = ${JSON.stringify(value)}`))
    .join(', ');
}

/** Every problem of a file, each with a pointer into the file. */
function problemsOf({ workflow, problems, at }: WorkflowFile, all: readonly WorkflowFile[]): readonly Problem[] {
  if (!workflow) return problems;
  const beside = all.flatMap((each) => each.workflow ?? []);
  return diagnose(workflow, { workflows: beside }).map(({ fix: _, ...problem }) => ({
    ...problem,
    path: `${at}${problem.path ?? ''}`,
  }));
}
