import type { Graph, TapRow } from '@slipway/shared/api';
import { readEnd } from '../../editor/ends.ts';
import { eventTitle } from '../../editor/event-title.ts';
import { placePorts } from '../../editor/ports.ts';
import { t, tOr } from '../../messages/t.ts';

/** A subject without its kind, as people call it. */
export const subjectLabel = (subject: string): string => subject.slice(subject.indexOf(':') + 1);

/** What came in and by which step's port: “Delay reported, from Worth a case? by yes”. */
export function comingFrom(graph: Graph, { input, type, cameBy }: TapRow): string {
  const what = input.kind === 'timer' ? t('tap.timer') : (eventTitle(type) ?? input.title);
  if (cameBy === null) return what;
  const end = readEnd(cameBy);
  const title = graph.nodes.find((node) => node.id === end.node)?.title ?? end.node;
  return t('tap.came', { what, title, port: portName(graph, end.node, end.port) });
}

/** A port as its tab on the card reads. */
export function portName(graph: Graph, id: string, port: string): string {
  const node = graph.nodes.find((each) => each.id === id);
  const place = node && placePorts(node, graph.edges).find((each) => each.name === port);
  return place?.label ?? tOr(`port.${port}`, port);
}
