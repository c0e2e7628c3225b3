import { formatLocal } from '../time/index.ts';
import type { CanonicalEvent } from './envelope.ts';
import { placeOf } from './types/folds.ts';
import { eventType } from './types/index.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TEXT_MAX = 60;
const VERBS = { PLN: 'planned for', EST: 'expected', REQ: 'requested for', ACT: '' } as const;

/** An event in a few words for a timeline: "Delivered, 12 lines", "Commitment 14 Nov 2006 for line 3". Times as in `zone`. */
export function describeEvent(event: CanonicalEvent, { zone = 'UTC' }: { readonly zone?: string } = {}): string {
  const commitment = describeCommitment(event, zone);
  const title = eventType(event.type)?.title ?? event.type;
  const parts = [commitment ?? title];
  const place = placeOf(event) ?? event.data.location?.name;
  if (typeof place === 'string' && place !== '') parts[0] += ` at ${short(place)}`;
  const classifier = event.data.classifier ?? 'ACT';
  const at = event.data.at;
  if (classifier !== 'ACT' && typeof at === 'string') {
    parts[0] += ` ${VERBS[classifier]} ${describeInstant(at, event.data.timeQuality, zone)}`;
  }
  const lines = linesOf(event);
  if (!commitment && lines.length > 0)
    parts.push(lines.length === 1 ? `line ${short(lines[0]?.id)}` : `${lines.length} lines`);
  parts.push(...detailsOf(event));
  return parts.join(', ');
}

/** What is worth a word beside the title, by type family. */
function detailsOf({ type, data }: CanonicalEvent): string[] {
  if (type === 'telematics.reading') return [`${short(data.measure)} ${data.value} ${short(data.unit)}`];
  if (type === 'telematics.position') return [`${round(data.lat)}, ${round(data.lon)}`];
  if (type === 'telematics.door') return [data.open === true ? 'opened' : 'closed'];
  if (type === 'event.retracted') return [short(data.retracts)];
  const named = ['carrier', 'document', 'cause', 'choice', 'failure', 'note'].map((name) => data[name]);
  const details = named.filter((value) => typeof value === 'string' && value !== '').map(short);
  if (typeof data.reason === 'object') details.push(`${short(data.reason.scheme)} ${short(data.reason.code)}`);
  return details;
}

/** An order event whose point is what was promised. */
function describeCommitment(event: CanonicalEvent, zone: string): string | undefined {
  if (event.type !== 'order.changed') return undefined;
  const promised = linesOf(event).filter((line) => typeof line.deliverBy === 'string');
  const first = promised[0];
  if (!first || promised.some((line) => line.deliverBy !== first.deliverBy)) return undefined;
  const quality = first.timeQuality;
  const when = describeInstant(String(first.deliverBy), typeof quality === 'string' ? quality : undefined, zone);
  return `Commitment ${when} for ${promised.length === 1 ? `line ${short(first.id)}` : `${promised.length} lines`}`;
}

function describeInstant(instant: string, quality: string | undefined, zone: string): string {
  const local = formatLocal(instant, zone);
  const day = `${Number(local.slice(8, 10))} ${MONTHS[Number(local.slice(5, 7)) - 1] ?? ''} ${local.slice(0, 4)}`;
  return quality === 'day' ? day : `${day} ${local.slice(11, 16)}`;
}

function linesOf(event: CanonicalEvent): readonly { readonly id?: unknown; readonly [field: string]: unknown }[] {
  const lines = event.data.lines;
  return Array.isArray(lines) ? lines.filter((line) => typeof line === 'object' && line !== null) : [];
}

function short(value: unknown): string {
  const text = String(value ?? '');
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1)}…` : text;
}

function round(value: unknown): string {
  return typeof value === 'number' ? value.toFixed(3) : '?';
}
