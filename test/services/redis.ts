import { once } from 'node:events';
import { connect } from 'node:net';
import { programOf } from './installed.ts';
import { type Service, startService } from './service.ts';

/** Starts Redis as a queue wants it: nothing is evicted, and every write goes to the append-only file. */
export async function startRedis(): Promise<Service> {
  const program = programOf({ program: 'redis-server', packages: ['redis-server'] });
  return startService({
    name: 'Redis',
    url: (port) => `redis://127.0.0.1:${port}`,
    command: ({ directory, port }) => [
      program,
      ...['--bind', '127.0.0.1', '--port', `${port}`, '--dir', directory],
      ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction'],
    ],
    answers: ({ port }) => pongs(port),
  });
}

/** While it reads its file it takes connections and answers that it is loading. */
async function pongs(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.setEncoding('utf8').write('PING\r\n');
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(1_000) });
    return String(answer).startsWith('+PONG');
  } finally {
    socket.destroy();
  }
}
