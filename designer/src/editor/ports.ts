import { t, tOr } from '../messages/t.ts';
import { readEnd } from './ends.ts';
import { faceOf, type GraphNode, portsOf } from './node-kinds/index.ts';

/** A port as it is drawn: a tab on the lower edge, `dx` from the card's middle, in canvas units. */
export interface PortPlace {
  readonly name: string;
  readonly label: string;
  readonly dx: number;
  readonly width: number;
  /** A lone port is a ring without a name. */
  readonly named: boolean;
  readonly wired: boolean;
}

interface Edge {
  readonly from: string;
}

const GAP = 6;

/**
 * Where a step's ports stand. The port of the way things should go is in the middle, so that a good run reads as one
 * straight line; `no` stands left of it, every other port to the right. Ports that a case closes by itself
 * (`opened`, `cleared` …) are drawn only when a wire leaves them.
 */
export function placePorts(node: GraphNode, edges: readonly Edge[], editing = false): readonly PortPlace[] {
  const leaving = edges.map((edge) => edge.from).join(' ');
  const known = placed.get(node);
  if (known?.leaving === leaving && known.editing === editing) return known.ports;
  const ports = place(node, edges, editing);
  placed.set(node, { leaving, editing, ports });
  return ports;
}

/** A step that nobody changed keeps its ports as long as the same ones are wired. */
const placed = new WeakMap<
  GraphNode,
  { readonly leaving: string; readonly editing: boolean; readonly ports: readonly PortPlace[] }
>();

function place(node: GraphNode, edges: readonly Edge[], editing: boolean): readonly PortPlace[] {
  const wired = new Set(
    edges
      .map((edge) => readEnd(edge.from))
      .filter((end) => end.node === node.id)
      .map((end) => end.port),
  );
  const declared = portsOf(node);
  // Nothing leaves it and every port is silent: where one can be drawn all of them are offered.
  const bare = editing && wired.size === 0 && declared.every((port) => isSilent(port, node));
  const undeclared = [...wired].filter((port) => !declared.includes(port));
  const shown = [...declared, ...undeclared].filter((port) => wired.has(port) || !isSilent(port, node) || bare);
  const named = shown.length > 1 || (shown[0] !== undefined && shown[0] !== 'out');
  const tabs = shown.map((name) => {
    const label = portLabel(node, name);
    return { name, label, width: named ? tabWidth(label) : 9, named, wired: wired.has(name) };
  });
  const main = tabs.findIndex((tab) => tab.name === faceOf(node).main);
  const centres = spread(tabs.map((tab) => tab.width));
  const shift = main < 0 ? 0 : (centres[main] ?? 0);
  return tabs.map((tab, at) => ({ ...tab, dx: (centres[at] ?? 0) - shift }));
}

function isSilent(port: string, node: GraphNode): boolean {
  return node.kind === 'exception' && !port.includes(':') && portsOf(node).length > 1;
}

/** Centres of tabs side by side, around 0. */
function spread(widths: readonly number[]): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
  let left = -total / 2;
  return widths.map((width) => {
    const centre = left + width / 2;
    left += width + GAP;
    return centre;
  });
}

/** A tab's width from its text at 11 px, medium. An estimate, so that wires can be routed without measuring. */
export function tabWidth(label: string): number {
  return Math.round(label.length * 5.9 + 18);
}

const LABEL_CHARACTERS = 18;

interface Named {
  readonly id?: string;
  readonly label?: string;
}

/** What a port is called: a case of a switch, an end of a workflow that is run and a choice of a person by their own words. */
export function portLabel(node: GraphNode, port: string): string {
  const colon = port.indexOf(':');
  if (node.kind === 'switch' || node.kind === 'subflow') {
    const { cases, ends } = (node.config ?? {}) as {
      readonly cases?: readonly Named[];
      readonly ends?: readonly Named[];
    };
    const label = (node.kind === 'switch' ? cases : ends)?.find((one) => one.id === port)?.label;
    if (label) return clip(label.toLocaleLowerCase());
  }
  if (colon < 0) return tOr(`port.${port}`, clip(port));
  const choice = port.slice(colon + 1);
  const config = node.config as {
    readonly choices?: readonly Named[];
  } | null;
  const label = config?.choices?.find((one) => one.id === choice)?.label;
  return clip((label ?? choice).toLocaleLowerCase());
}

function clip(text: string): string {
  return text.length > LABEL_CHARACTERS ? t('text.clipped', { text: text.slice(0, LABEL_CHARACTERS - 1) }) : text;
}
