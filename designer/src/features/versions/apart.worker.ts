import '../../jitless.ts';
import { type Apart, lookApart } from './apart.ts';

/* Hundreds of stories are played with both versions: beside the page, so that it stays quick. */
self.onmessage = (e: MessageEvent<Apart>) => {
  self.postMessage(lookApart(e.data));
};
