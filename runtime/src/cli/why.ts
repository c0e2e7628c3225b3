import type { Explanation, Page, SubjectItem, Why, WorkflowItem } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { explainWhy } from '../api/why.ts';
import { findEnvironment } from '../stores/environments.ts';
import { subjectsCalled } from '../stores/subjects-reads.ts';
import { liveOf } from '../stores/workflows-reads.ts';
import { Client } from './client.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { findServer } from './server-address.ts';

/** What answering needs, from a server or from the directory itself. */
interface WhyReader {
  subjects(search: string): Promise<readonly string[]>;
  workflows(): Promise<readonly string[]>;
  why(subject: string, workflow: string): Promise<Why>;
  close(): Promise<void>;
}

/** Says in words why workflows did or did not fire for a subject, which may be called by the beginning of any id. */
export async function tellWhy(
  context: Context,
  options: {
    readonly subject: string;
    readonly workflow?: string | undefined;
    readonly environment: string;
  },
  output: Output,
): Promise<ExitCode> {
  const server = findServer(context.config.directory);
  const reader = server
    ? remoteReader(new Client(server.url, context.token), options.environment)
    : await directoryReader(context, options.environment);
  try {
    const [subject, ...others] = await reader.subjects(options.subject);
    if (subject === undefined)
      throw new Failure('not-found', `no subject has an id that begins with ${options.subject}`);
    if (others.length > 0) output.note(`Others match too: ${others.slice(0, 5).join(', ')}`);
    const workflows = options.workflow ? [options.workflow] : await reader.workflows();
    if (workflows.length === 0) throw new Failure('not-found', 'no workflow is live');
    const answers: Why[] = [];
    for (const workflow of workflows) answers.push(await reader.why(subject, workflow));
    output.answer({ subject, answers }, answers.map((why) => inWords(subject, why)).join('\n\n'));
    return EXIT.ok;
  } finally {
    await reader.close();
  }
}

function inWords(subject: string, why: Why): string {
  const lines = [
    `${why.workflow.name} (version ${why.workflow.version}) ${why.fired ? 'fired' : 'did not fire'} for ${subject}.`,
    why.answer,
  ];
  for (const node of why.graph.nodes) {
    const told = why.nodes[node.id];
    if ((!told?.text || told.text === 'not reached') && !told?.condition) continue;
    lines.push(`  ${node.title}: ${told.text ?? ''}`.trimEnd());
    if (told.condition) lines.push(...conditionLines(told.condition, 2));
  }
  return lines.join('\n');
}

function conditionLines(part: Explanation, depth: number): string[] {
  const mark = part.result === null ? '·' : part.result ? '✓' : '✗';
  const seen = part.kind === 'leaf' && part.actual !== undefined ? ` (it is ${JSON.stringify(part.actual)})` : '';
  const line = `${'  '.repeat(depth)}${mark} ${part.text}${seen}`;
  return [line, ...(part.children ?? []).flatMap((child) => conditionLines(child, depth + 1))];
}

function remoteReader(client: Client, environment: string): WhyReader {
  const base = `/environments/${encodeURIComponent(environment)}`;
  return {
    subjects: async (search) => {
      const page = await client.get<Page<SubjectItem>>(
        `${base}/subjects?limit=10&search=${encodeURIComponent(search)}`,
      );
      const exact = search.toLowerCase();
      const called = (item: SubjectItem) =>
        [item.id, ...item.refs.map((ref) => ref.value)].some((id) => id.toLowerCase() === exact);
      return [...page.items].sort((a, b) => Number(called(b)) - Number(called(a))).map((item) => item.id);
    },
    workflows: async () => {
      const page = await client.get<Page<WorkflowItem>>(`${base}/workflows`);
      return page.items.filter((item) => item.live).map((item) => item.id);
    },
    why: (subject, workflow) =>
      client.get<Why>(`${base}/subjects/${encodeURIComponent(subject)}/why?workflow=${encodeURIComponent(workflow)}`),
    close: async () => {},
  };
}

async function directoryReader(context: Context, environment: string): Promise<WhyReader> {
  const { database, log, close } = await context.openStorage(context.config, context.logger);
  try {
    const found = await findEnvironment(database.kysely, environment);
    if (!found) throw new Failure('not-found', `environment ${environment}`);
    return {
      subjects: (search) => subjectsCalled(database, environment, search, 10),
      workflows: async () => [...(await liveOf(database, environment)).keys()],
      why: (subject, workflow) => explainWhy({ database, log, now: Date.now }, found, subject, workflow),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
