import { NODE_KINDS } from '../kinds/catalogue.ts';
import type { NodeKind } from '../kinds/config.ts';

/*
 * What drawing a step needs of its kind. Apart from the commands that change drafts, so that a page which only shows a
 * canvas does not load the schemas of the workflow language.
 */

export function isKnown(kind: string): kind is NodeKind {
  return Object.hasOwn(NODE_KINDS, kind);
}

/** The ports of a step of a kind; none where its kind or configuration cannot be read. */
export function portsOfDraft(kind: string, config: unknown): readonly string[] {
  if (!isKnown(kind)) return [];
  const ports = NODE_KINDS[kind].ports as (config: unknown) => readonly string[];
  try {
    return ports(config);
  } catch {
    return [];
  }
}

/** The port by which the way goes on when things go as they should. */
const MAIN_PORTS = ['out', 'yes', 'done', 'opened', 'received', 'missed', 'found'];

export function mainPort(ports: readonly string[]): string | undefined {
  return MAIN_PORTS.find((port) => ports.includes(port)) ?? ports[0];
}
