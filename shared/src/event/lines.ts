import type { TimeQuality } from './envelope.ts';
import type { LineView, SubjectView } from './state.ts';
import type { Statements } from './statements.ts';

interface Lines {
  readonly lines: Readonly<Record<string, LineView>>;
  readonly openLines: number;
  readonly commitment: SubjectView['commitment'];
  /** Delivered at least once and nothing left open. */
  readonly complete: boolean;
}

/** The order lines, which of them are open, and the commitment: the earliest among the open ones. */
export function linesOf(all: Statements, attributes: Readonly<Record<string, unknown>>): Lines {
  const fields = fieldsByLine(all);
  const everything = all.deliveries?.find(({ name }) => name === 'all')?.entry.value as Delivery | undefined;
  const cancelled = attributes.cancelled === true;
  const lines: Record<string, LineView> = Object.create(null);
  let openLines = 0;
  let delivered = everything !== undefined;
  let commitment: SubjectView['commitment'] = null;
  for (const id of Object.keys(fields).sort()) {
    const line = lineOf(id, fields[id] ?? {}, { everything, cancelled, attributes });
    lines[id] = line;
    if (line.deliveredAt !== undefined) delivered = true;
    if (!line.open) continue;
    openLines++;
    if (line.deliverBy !== undefined && (commitment === null || line.deliverBy < commitment.deliverBy)) {
      commitment = { deliverBy: line.deliverBy, timeQuality: line.timeQuality ?? 'exact', line: id };
    }
  }
  const whole = attributes.deliverBy;
  // An order that names no lines is itself the line.
  if (Object.keys(lines).length === 0 && typeof whole === 'string' && !delivered && !cancelled) {
    const timeQuality = (attributes.deliverByQuality as TimeQuality | undefined) ?? 'exact';
    commitment = { deliverBy: whole, timeQuality, line: null };
  }
  return { lines, openLines, commitment, complete: delivered && openLines === 0 };
}

interface Delivery {
  readonly at: string;
  readonly quality: TimeQuality;
}

function fieldsByLine(all: Statements): Record<string, Record<string, unknown>> {
  const byLine: Record<string, Record<string, unknown>> = Object.create(null);
  for (const { name, entry } of all.lines ?? []) {
    const dot = name.lastIndexOf('.');
    const id = name.slice(0, dot);
    byLine[id] ??= {};
    byLine[id][name.slice(dot + 1)] = entry.value;
  }
  return byLine;
}

function lineOf(
  id: string,
  fields: Record<string, unknown>,
  order: { everything: Delivery | undefined; cancelled: boolean; attributes: Readonly<Record<string, unknown>> },
): LineView {
  if (fields.deliveredAt === undefined && order.everything) {
    fields.deliveredAt = order.everything.at;
    fields.deliveredQuality = order.everything.quality;
  }
  if (fields.deliverBy === undefined && typeof order.attributes.deliverBy === 'string') {
    fields.deliverBy = order.attributes.deliverBy;
    fields.timeQuality ??= order.attributes.deliverByQuality;
  }
  if (fields.deliverBy !== undefined) fields.timeQuality ??= 'exact';
  const open = fields.deliveredAt === undefined && fields.cancelled !== true && !order.cancelled;
  return Object.assign(fields, { id, open }) as LineView;
}
