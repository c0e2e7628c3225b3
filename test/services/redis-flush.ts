import { once } from 'node:events';
import { connect } from 'node:net';

/** Empties a Redis, as somebody does by mistake. */
export async function flush(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setEncoding('utf8').write('FLUSHALL\r\n');
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(5_000) });
    if (!String(answer).startsWith('+OK')) throw new Error(`Redis said ${answer}`);
  } finally {
    socket.destroy();
  }
}
