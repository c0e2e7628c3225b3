/*
 * Loaded into the runtime before anything else (`--import`): tells over IPC how long the event loop was held, whether a
 * prototype was changed, and which connections were opened.
 */
import net from 'node:net';

/** What the probe answers to `{ probe: true }`; held and opened count from the answer before. */
export interface Probed {
  readonly heldMs: number;
  readonly changedPrototypes: readonly string[];
  readonly connections: readonly string[];
  readonly rssMb: number;
}

const EVERY_MS = 10;
const PROTOTYPES = { Object, Array, Function, String, Number, Promise, Map, Set, RegExp, Error, Date };
const keysOf = (name: keyof typeof PROTOTYPES) => Reflect.ownKeys(PROTOTYPES[name].prototype).map(String).sort().join();
const names = Object.keys(PROTOTYPES) as (keyof typeof PROTOTYPES)[];
const before = new Map(names.map((name) => [name, keysOf(name)]));

let heldMs = 0;
let lastMs = performance.now();
let lastCpu = process.threadCpuUsage();
setInterval(() => {
  const now = performance.now();
  const cpu = process.threadCpuUsage(lastCpu);
  // A machine that is busy elsewhere stops us too; only what this thread worked itself counts.
  heldMs = Math.max(heldMs, Math.min(now - lastMs - EVERY_MS, (cpu.user + cpu.system) / 1_000));
  lastMs = now;
  lastCpu = process.threadCpuUsage();
}, EVERY_MS).unref();

let connections: string[] = [];
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  connections.push(JSON.stringify(args[0] ?? null).slice(0, 200));
  return Reflect.apply(connect, this, args) as net.Socket;
} as typeof connect;

process.on('message', () => {
  const changedPrototypes = names.filter((name) => keysOf(name) !== before.get(name));
  const rssMb = Math.round(process.memoryUsage.rss() / 1_048_576);
  process.send?.({ heldMs, changedPrototypes, connections, rssMb } satisfies Probed);
  [heldMs, connections] = [0, []];
});
process.channel?.unref();
