import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for.ts';
import { childrenOf, isGone, type User, wrapped } from './processes.ts';

/** A real service in processes of its own, with a data directory and a port that outlive a restart. */
export interface Service {
  readonly name: string;
  /** How a client reaches it; the same over restarts. */
  readonly url: string;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** SIGKILL to all its processes, as a power cut of the machine's process table; resolves when they are gone. */
  kill(): Promise<void>;
  /** Starts it on the same data and port, killing it first where it still runs; resolves when it answers. */
  restart(): Promise<void>;
  /** SIGSTOP to all its processes: it keeps its connections and answers nothing. */
  pause(): void;
  resume(): void;
  /** The end of what it wrote. */
  lastWords(): string;
}

/** How a service is started on its directory and port. */
export interface Recipe {
  readonly name: string;
  readonly url: (port: number) => string;
  readonly command: (place: Place) => readonly [program: string, ...args: string[]];
  /** Fills the empty data directory, once. */
  readonly prepare?: (place: Place) => Promise<void>;
  /** True once clients are served; what it throws means not yet. */
  readonly answers?: (place: Place) => Promise<boolean>;
  /** Whom it runs as; ourselves, if left out. */
  readonly user?: User | undefined;
  readonly startMs?: number;
}

/** Where a service lives. */
export interface Place {
  readonly directory: string;
  readonly port: number;
}

const START_MS = 60_000;

/** Starts a service in a temporary directory at a free port of 127.0.0.1. Fails with its last words. */
export async function startService(recipe: Recipe): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), `slipway-${recipe.name.toLowerCase()}-`));
  if (recipe.user) await chown(directory, recipe.user.uid, recipe.user.gid);
  const service = new RunningService(recipe, { directory, port: await freePort() });
  try {
    await recipe.prepare?.(service.place);
    await service.start();
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

class RunningService implements Service {
  readonly name: string;
  readonly url: string;
  readonly place: Place;
  readonly #recipe: Recipe;
  #child: ChildProcess | undefined;
  #words = '';

  constructor(recipe: Recipe, place: Place) {
    this.name = recipe.name;
    this.url = recipe.url(place.port);
    this.place = place;
    this.#recipe = recipe;
  }

  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error(`${this.name} does not run`);
    return pid;
  }

  async start(): Promise<void> {
    const [program, ...args] = wrapped(this.#recipe.command(this.place), this.#recipe.user);
    const child = spawn(program, args, { cwd: this.place.directory, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    child.on('exit', () => running.delete(child));
    child.on('error', (error) => this.#hear(String(error)));
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', this.#hear);
    this.#child = child;
    const answers = this.#recipe.answers ?? (({ port }) => accepts(port));
    let reason = '';
    const look = async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
        throw new Error(
          `${this.name} ended (${child.signalCode ?? child.exitCode}) before it answered\n${this.#words}`,
        );
      }
      try {
        return (await answers(this.place)) || undefined;
      } catch (error) {
        reason = String(error);
        return undefined;
      }
    };
    const timeoutMs = this.#recipe.startMs ?? START_MS;
    try {
      await waitFor(look, { what: `${this.name} to answer at ${this.url}`, timeoutMs });
    } catch (error) {
      throw new Error(`${String(error)}; the last answer: ${reason}; it wrote: ${this.#words}`, { cause: error });
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // The parent first, so that it starts nobody in the place of those that are killed.
    const all = [child.pid, ...childrenOf(child.pid)];
    const gone = once(child, 'exit');
    for (const pid of all) send(pid, 'SIGKILL');
    await gone;
    await waitFor(() => all.every(isGone) || undefined, {
      what: `${this.name} to be gone`,
      timeoutMs: 10_000,
      everyMs: 5,
    });
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.place.directory, { recursive: true, force: true });
  }

  pause(): void {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) send(pid, 'SIGSTOP');
  }

  resume(): void {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) send(pid, 'SIGCONT');
  }

  lastWords(): string {
    return this.#words;
  }

  #hear = (chunk: string): void => {
    this.#words = (this.#words + chunk).slice(-8_000);
  };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone by itself in the meantime.
  }
}

/** Whether somebody takes connections at a port of 127.0.0.1. */
export async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(1_000) });
    return true;
  } finally {
    socket.destroy();
  }
}

/** Below what systems give to connections and to whoever asks for any port: else one would be gone before it is used. */
const PORTS = { from: 12_000, to: 32_000 };
const given = new Set<number>();

/** A port of 127.0.0.1 that nobody has now, and that nobody is given by the system while its service starts or is down. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
