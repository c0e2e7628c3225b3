import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { sessionSchema } from './session.ts';

export const environmentSchema = z.object({
  id: z.string(),
  kind: z.enum(['live', 'replay']),
  /** The greatest time that this environment has processed; null before its first record. */
  clock: instantSchema.nullable(),
  /** Whether actions reach their targets, or stop at the outbox viewer. */
  deliversTo: z.enum(['outbox', 'targets']),
});
/** An environment, as every list of them has it; its clock is an instant of the log and not of the wall. */
export type Environment = z.infer<typeof environmentSchema>;

export const replaySchema = z.object({
  environment: z.string(),
  state: z.enum(['running', 'paused', 'finished']),
  /** Days of recorded time that pass in one second. */
  speed: z.number().positive(),
  at: instantSchema,
  /** Events replayed so far, and in all. */
  done: z.int(),
  total: z.int(),
});
export type Replay = z.infer<typeof replaySchema>;

/** GET /status */
export const statusSchema = z.object({
  version: z.string(),
  mode: z.enum(['embedded', 'one-box', 'scale']),
  startedAt: instantSchema,
  environments: z.array(environmentSchema),
  replay: replaySchema.nullable(),
  /** Who asks, and what may be done. */
  session: sessionSchema,
});
export type Status = z.infer<typeof statusSchema>;

/** POST /environments/:environment/replay → Replay */
export const replayChangeSchema = z.strictObject({
  state: z.enum(['running', 'paused']).optional(),
  speed: z.number().positive().max(10_000).optional(),
});
export type ReplayChange = z.infer<typeof replayChangeSchema>;
