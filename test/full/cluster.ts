import { join } from 'node:path';
import { type Api, apiOf } from '../support/api.ts';
import { type RuntimeProcess, startRuntime } from '../support/runtime-process.ts';

/** What the processes of an installation have in common. */
export interface Installation {
  /** Each process gets a folder in it, for what it keeps beside the services. */
  readonly directory: string;
  readonly setup: string;
  /** Where the services are. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Processes of one installation: one that answers, and some that decide and deliver. */
export class Cluster {
  readonly #installation: Installation;
  readonly #running = new Map<string, RuntimeProcess>();

  constructor(installation: Installation) {
    this.#installation = installation;
  }

  /** Starts the process that serves the API and makes the environment what the setup says; resolves when it answers. */
  async startApi(): Promise<Api> {
    const { setup } = this.#installation;
    this.#start('api', ['--roles', 'api'], setup);
    return apiOf(await this.url('api'));
  }

  /** Where a process listens, once it does. */
  async url(name: string): Promise<string> {
    return this.#of(name).url;
  }

  /** Starts, or starts again, a process that decides and delivers. */
  startWorker(name: string): void {
    this.#start(name, ['--roles', 'engine,actions']);
  }

  async ready(name: string): Promise<void> {
    await this.#of(name).url;
  }

  async kill(name: string): Promise<void> {
    await this.#of(name).kill();
  }

  /** SIGSTOP: it lives, holds its connections, and does nothing. */
  pause(name: string): void {
    this.#of(name).child.kill('SIGSTOP');
  }

  resume(name: string): void {
    this.#of(name).child.kill('SIGCONT');
  }

  /** SIGTERM to all; answers their exit codes. */
  async stop(): Promise<readonly (number | null)[]> {
    return Promise.all([...this.#running.values()].map((each) => each.stop()));
  }

  async killAll(): Promise<void> {
    await Promise.all([...this.#running.values()].map((each) => each.kill()));
  }

  lastWords(): string {
    return [...this.#running].map(([name, each]) => `── ${name}\n${each.lastWords()}`).join('\n');
  }

  #start(name: string, args: readonly string[], setup?: string): RuntimeProcess {
    const { directory, variables } = this.#installation;
    const started = startRuntime({
      directory: join(directory, name),
      args,
      env: variables,
      ...(setup === undefined ? {} : { setup }),
    });
    this.#running.set(name, started);
    return started;
  }

  #of(name: string): RuntimeProcess {
    const found = this.#running.get(name);
    if (!found) throw new Error(`no process ${name}`);
    return found;
  }
}
