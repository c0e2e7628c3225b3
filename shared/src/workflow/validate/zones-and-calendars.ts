import { calendarSchema } from '../../calendar/index.ts';
import { nearestName } from '../../expression/index.ts';
import { readZone } from '../../geo/index.ts';
import type { Problem } from '../../problem/index.ts';
import { isCron, isZone } from '../../time/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { error } from './problem.ts';

/** What is wrong with the zones and calendars that a workflow declares, beyond their shape. */
export function surroundingProblems(workflow: Workflow): Problem[] {
  const zones = (workflow.zones ?? []).flatMap((zone, index): Problem[] => {
    const read = readZone(zone);
    return typeof read === 'string' ? [error('invalid-zone', `“${zone.id}”: ${read}`, `/zones/${index}`)] : [];
  });
  const calendars = (workflow.calendars ?? []).flatMap((calendar, index): Problem[] => {
    const issues = calendarSchema.safeParse(calendar).error?.issues ?? [];
    return issues.map(({ path, message }) =>
      error(
        'invalid-calendar',
        `“${calendar.id}”: ${message}`,
        ['', 'calendars', index, ...path.map(String)].join('/'),
      ),
    );
  });
  return [...zones, ...calendars, ...sameIds(workflow, 'zones'), ...sameIds(workflow, 'calendars')];
}

function sameIds(workflow: Workflow, list: 'zones' | 'calendars'): Problem[] {
  const ids = (workflow[list] ?? []).map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [error('duplicate-id', `“${id}” is declared twice. Give one of them another id.`, `/${list}/${index}/id`)],
  );
}

/** A calendar that a step counts by and the workflow does not declare. */
export function calendarProblems(workflow: Workflow, node: WorkflowNode, index: number): Problem[] {
  const [calendar, path] =
    node.kind === 'deadline'
      ? [node.config.calendar, '/calendar']
      : node.kind === 'exception'
        ? [node.config.sla?.calendar, '/sla/calendar']
        : [];
  const ids = (workflow.calendars ?? []).map(({ id }) => id);
  if (calendar === undefined || ids.includes(calendar)) return [];
  const near = nearestName(calendar, ids);
  const hint = near === undefined ? '.' : `; did you mean “${near}”?`;
  return [
    error(
      'unknown-calendar',
      `The workflow declares no calendar “${calendar}”${hint}`,
      `/nodes/${index}/config${path}`,
      node.id,
      near === undefined
        ? undefined
        : { title: `Use ${near}`, patch: [{ op: 'replace', path: `/nodes/${index}/config${path}`, value: near }] },
    ),
  ];
}

/** What is wrong with the cron patterns and time zones in the configuration of a step. */
export function clockProblems(node: WorkflowNode, index: number): Problem[] {
  const zone = (timeZone: string | undefined, path: string): Problem[] =>
    timeZone === undefined || isZone(timeZone)
      ? []
      : [
          error(
            'unknown-zone',
            `There is no time zone “${timeZone}” (such as Europe/Berlin).`,
            `/nodes/${index}/config${path}`,
            node.id,
          ),
        ];
  if (node.kind === 'window')
    return 'timeZone' in node.config.over ? zone(node.config.over.timeZone, '/over/timeZone') : [];
  if (node.kind !== 'schedule' || !('cron' in node.config.at)) return [];
  const { cron, timeZone } = node.config.at;
  const problem =
    'A schedule has five fields, minute, hour, day of month, month and day of week, such as 0 6 * * MON-FRI.';
  return [
    ...(isCron(cron) ? [] : [error('invalid-cron', problem, `/nodes/${index}/config/at/cron`, node.id)]),
    ...zone(timeZone, '/at/timeZone'),
  ];
}
