import type { z } from 'zod';
import { actSchemas } from './act.ts';
import { decideSchemas } from './decide.ts';
import { senseSchemas } from './sense.ts';

export { durationText, type Severity, severities } from './fields.ts';

/** What each kind of node is configured with. The order of the fields is the order in which they are saved and asked. */
export const configSchemas = { ...senseSchemas, ...decideSchemas, ...actSchemas } as const;

/** The kinds with which a run begins. */
export type SenseKind = keyof typeof senseSchemas;
/** Every kind of step. */
export type NodeKind = keyof typeof configSchemas;
/** What a step of a kind is configured with. */
export type ConfigOf<K extends NodeKind> = z.infer<(typeof configSchemas)[K]>;
export const senseKinds = Object.keys(senseSchemas) as SenseKind[];
export const nodeKinds = Object.keys(configSchemas) as NodeKind[];
