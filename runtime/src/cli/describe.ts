import { Failure } from '@slipway/shared/failure';
import { type Language, languages } from '@slipway/shared/language';
import { describeWorkflow, headingOf, type Paragraph } from '@slipway/shared/workflow';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { readWorkflowFiles } from './workflow-files.ts';

/** Tells what a workflow file says, or every one of a folder, in plain words. Ends with 1 where one cannot be read. */
export function describeFiles(path: string, wanted: string, output: Output): ExitCode {
  const language = languages.find((each) => each === wanted);
  if (!language) throw new Failure('invalid-config', `--language is one of ${languages.join(', ')}`);
  const files = readWorkflowFiles(path).map(({ file, workflow, problems }) => ({
    file,
    name: workflow?.name ?? file,
    problems,
    paragraphs: workflow ? describeWorkflow(workflow, language) : [],
  }));
  const readable = files.every(({ problems, paragraphs }) => problems.length === 0 || paragraphs.length > 0);
  const texts = files.map(({ file, name, problems, paragraphs }) =>
    paragraphs.length > 0
      ? written(name, paragraphs, language)
      : [`${file} cannot be read:`, ...problems.map(({ message }) => `  ${message}`)].join('\n'),
  );
  output.answer({ ok: readable, language, files }, texts.join('\n\n'));
  return readable ? EXIT.ok : EXIT.failed;
}

/** A title, and below each heading its paragraphs. */
function written(name: string, paragraphs: readonly Paragraph[], language: Language): string {
  const lines = paragraphs.flatMap(({ part, text }, index) => [
    ...(paragraphs[index - 1]?.part === part ? [] : ['', headingOf(part, language)]),
    `  ${text}`,
  ]);
  return [name, ...lines].join('\n');
}
