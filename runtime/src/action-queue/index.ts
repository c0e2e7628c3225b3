export { type BullMqOptions, createBullMqQueue, type QueueBackend } from './bullmq.ts';
export { openEmbeddedQueue } from './embedded.ts';
export type { ActionQueue, Job, QueueWorker } from './port.ts';
export { askRedis, openRedisQueue, type RedisFacts } from './redis.ts';
