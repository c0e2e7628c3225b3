import { stepOf } from '@slipway/shared/workflow';
import type { DraftGraph } from '@slipway/shared/workflow/edit';
import { eventTitle } from '../../../editor/event-title.ts';
import { localeTag } from '../../../messages/locale.ts';
import { t } from '../../../messages/t.ts';
import { clockTime, dayText } from '../../../ui/time.ts';
import type { Moment } from './play.ts';

/** A moment of the simulated clock. */
export const atText = (ms: number): string =>
  t('time.day-and-clock', { day: dayText(ms), time: clockTime(new Date(ms).toISOString()) });

export const typeTitle = (type: string): string => eventTitle(type) ?? type;

/** A step by its title; what is inside of one by that of the step around it, too. */
export function nodeTitle(graph: DraftGraph, id: string): string {
  const titleOf = (wanted: string) => graph.nodes.find((node) => node.id === wanted)?.title;
  const around = titleOf(stepOf(id));
  if (around === undefined || id === stepOf(id)) return around ?? id;
  return t('tryit.inside', { step: around, node: id.slice(id.indexOf('/') + 1) });
}

/** What came in, in a few words: an event by its title, a timer or an answer by the step that waited. */
export function titleOf(moment: Pick<Moment, 'cause' | 'event' | 'node'>, graph: DraftGraph): string {
  const step = nodeTitle(graph, moment.node ?? '');
  if (moment.cause === 'event') return moment.event ? typeTitle(moment.event.type) : '';
  if (moment.cause === 'answer')
    return t(moment.event?.type === 'action.failed' ? 'tryit.answered-failed' : 'tryit.answered', { step });
  return t(moment.cause === 'timer' ? 'tryit.timer' : 'tryit.person', { step });
}

const timeFormat = new Intl.DateTimeFormat(localeTag, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
/** A moment on the track, whose day stands beside it: seconds only where they count. */
export const timeText = (ms: number): string => {
  const text = timeFormat.format(new Date(ms));
  return text.replace(/[:.]00(?=\D*$)/, '');
};
