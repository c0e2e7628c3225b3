/*
 * The parts of kafkajs 2.2.4 below its published face that we use. It is pinned and no longer released, so they stand still.
 */

declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    throttledUntil: number;
    readonly pending: readonly unknown[];
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
}

declare module 'kafkajs/src/consumer/batch.js' {
  import type { KafkaMessage } from 'kafkajs';

  /** What a fetch brought of a partition, without what was only written to be taken back. */
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, partition: unknown);
    readonly messages: readonly KafkaMessage[];
    readonly rawMessages: readonly KafkaMessage[];
    readonly highWatermark: string;
    lastOffset(): string;
  }
}
