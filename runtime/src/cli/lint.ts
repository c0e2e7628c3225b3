import { hasErrors, type Problem } from '@slipway/shared/problem';
import { validate } from '@slipway/shared/workflow';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { readWorkflowFiles, type WorkflowFile } from './workflow-files.ts';

/** Says what is wrong with workflow files, as publishing them would. Ends with 1 where something is an error. */
export function lintFiles(path: string, output: Output): ExitCode {
  const files = readWorkflowFiles(path).map((each) => ({ file: each.file, problems: problemsOf(each) }));
  const all = files.flatMap(({ problems }) => problems);
  const count = (severity: Problem['severity']) => all.filter((problem) => problem.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const lines = files.flatMap(({ file, problems }) =>
    problems.map(
      ({ severity, code, path: place, message }) =>
        `${file}${place ? ` ${place}` : ''}\n  ${severity} ${code}: ${message}`,
    ),
  );
  const sum = `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${errors} errors, ${warnings} warnings.`;
  output.answer({ ok: errors === 0, files, errors, warnings }, [...lines, sum].join('\n'));
  return hasErrors(all) ? EXIT.failed : EXIT.ok;
}

/** Every problem of a file, each with a pointer into the file. */
function problemsOf({ workflow, problems, at }: WorkflowFile): readonly Problem[] {
  if (!workflow) return problems;
  return validate(workflow).map(({ fix: _, ...problem }) => ({ ...problem, path: `${at}${problem.path ?? ''}` }));
}
