import type { OpenStorage, Storage } from '../composition/storage.ts';
import type { Config } from '../config/index.ts';
import type { Logger } from '../telemetry/index.ts';

/** What every command is given. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly openStorage: OpenStorage;
  /** A server elsewhere, and the token with which it is asked. */
  readonly server?: string | undefined;
  readonly token?: string | undefined;
}

/** Opens the data directory for one piece of work. Fails with `directory-locked` while a server has it. */
export async function withStorage<T>(context: Context, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await context.openStorage(context.config, context.logger);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
