import type { z } from 'zod';
import { actSchemas } from './act.ts';
import { decideSchemas } from './decide.ts';
import { senseSchemas } from './sense.ts';

export { durationText, type Severity, severities } from './fields.ts';

/** What each kind of node is configured with. The order of the fields is the order in which they are saved and asked. */
export const configSchemas = { ...senseSchemas, ...decideSchemas, ...actSchemas } as const;

export type SenseKind = keyof typeof senseSchemas;
export type NodeKind = keyof typeof configSchemas;
export type ConfigOf<K extends NodeKind> = z.infer<(typeof configSchemas)[K]>;
export const senseKinds = Object.keys(senseSchemas) as SenseKind[];
export const nodeKinds = Object.keys(configSchemas) as NodeKind[];
