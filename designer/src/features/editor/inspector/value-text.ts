import { Duration, toJson } from '@slipway/shared/expression';
import { describeDuration, isInstant } from '@slipway/shared/time';
import { t } from '../../../messages/t.ts';
import { shortInstant } from '../../../ui/time.ts';

const CHARACTERS = 60;

/** A value as a form shows it beside its field: instants as elsewhere, anything large by its beginning. */
export function valueText(value: unknown): string {
  if (value instanceof Duration) return describeDuration(value.ms);
  const json = toJson(value);
  if (json === undefined || json === null) return t('inspector.value-missing');
  if (typeof json === 'string') return clip(isInstant(json) ? shortInstant(json, null) : json === '' ? '“”' : json);
  return clip(typeof json === 'object' ? JSON.stringify(json) : String(json));
}

function clip(text: string): string {
  return text.length > CHARACTERS ? t('text.clipped', { text: text.slice(0, CHARACTERS) }) : text;
}
