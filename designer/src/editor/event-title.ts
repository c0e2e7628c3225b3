import { eventType, GERMAN_TITLES } from '@slipway/shared/event';
import { locale } from '../messages/locale.ts';

/** What an event type of the catalogue is called in the language of the page; undefined for a type of the user's own. */
export function eventTitle(type: string): string | undefined {
  const known = eventType(type);
  return known && ((locale === 'de' ? GERMAN_TITLES[type] : undefined) ?? known.title);
}
