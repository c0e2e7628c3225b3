/// <reference path="./kafkajs-internals.d.ts" />
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

const CHECK_MS = 10;

/**
 * kafkajs 2.2.4 lets every connection, idle or not, look after its waiting requests a thousand times a second: it sets a
 * timer to a time in the past, over and over, of which Node 24 also warns. Here it looks only while requests wait.
 */
export function repairRequestQueue(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests() {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const ms = Math.max(CHECK_MS, this.throttledUntil - Date.now());
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, ms);
  };
}
