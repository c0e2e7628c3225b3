const encoder = new TextEncoder();

/** So many bytes may wait for a client; one that reads more slowly is dropped, and resumes when it can. */
export const CLIENT_BYTES = 512 * 1024;

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** One server-sent event. */
export function frameOf(id: string | number, message: unknown): Uint8Array {
  return encoder.encode(`id: ${id}\ndata: ${JSON.stringify(message)}\n\n`);
}

/** A line that means nothing, so that the connection is not taken for dead. */
export const HEARTBEAT = encoder.encode(': still here\n\n');

/** How soon a browser comes back when the connection breaks. */
export const RETRY = encoder.encode('retry: 2000\n\n');

/** Whether there was room for it. */
export function wrote(controller: Controller, frame: Uint8Array): boolean {
  if ((controller.desiredSize ?? 0) <= frame.byteLength) return false;
  controller.enqueue(frame);
  return true;
}

/** Ends a stream whose reader may have left already. */
export function end(controller: Controller): void {
  try {
    controller.close();
  } catch {
    // the reader has cancelled the stream already
  }
}

/** An answer that is such a stream. */
export function eventStream(stream: ReadableStream<Uint8Array>): Response {
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
