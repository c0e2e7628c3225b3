import { exceptionItemSchema, exceptionSchema, liveMessageSchema } from '@slipway/shared/api';
import { environment } from '../main-job/setup.ts';
import { apiOf } from '../support/api.ts';

/** What a process that decides nothing itself knew of what the others decided. */
export interface Across {
  /** Exceptions that its live feed named while they changed. */
  readonly exceptionsSeenLive: number;
  /** The status with which it answered a person's request that another process had to decide. */
  readonly requestStatus: number;
  readonly requestMs: number;
}

/** Listens to the live feed of a process until `ask` is called, which also makes a person's request there. */
export function watchAcross(url: string): { ask(): Promise<Across> } {
  const stopping = new AbortController();
  const seen = new Set<string>();
  const base = `${url}/api/v1/environments/${environment}`;
  const listening = listen(`${base}/live`, seen, stopping.signal);
  return {
    async ask() {
      stopping.abort();
      await listening;
      const open = await apiOf(url).all(`/environments/${environment}/exceptions`, exceptionItemSchema);
      const [first] = open.filter((item) => item.state === 'new');
      if (!first) throw new Error('no open exception is left to ask about');
      const path = `/environments/${environment}/exceptions/${first.id}`;
      const { revision } = await apiOf(url).get(path, exceptionSchema);
      const began = performance.now();
      const response = await fetch(`${url}/api/v1${path}/transitions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'across' },
        body: JSON.stringify({ to: 'acknowledged', revision }),
      });
      await response.arrayBuffer();
      const requestMs = Math.round(performance.now() - began);
      return { exceptionsSeenLive: seen.size, requestStatus: response.status, requestMs };
    },
  };
}

async function listen(url: string, seen: Set<string>, signal: AbortSignal): Promise<void> {
  let text = '';
  try {
    const response = await fetch(url, { signal });
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const end = text.lastIndexOf('\n\n');
      if (end < 0) continue;
      for (const [, data = ''] of text.slice(0, end).matchAll(/^data: (.*)$/gm)) {
        const message = liveMessageSchema.parse(JSON.parse(data));
        if (message.type === 'changed') for (const id of message.exceptions?.ids ?? []) seen.add(id);
      }
      text = text.slice(end);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
