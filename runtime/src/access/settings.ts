import type { SecretText } from '../config/secret-text.ts';

/** How people and programs are let in. */
export interface AccessSettings {
  /** `local`: whoever reaches the loopback interface is the owner. `users`: people sign in. */
  readonly mode: 'local' | 'users';
  /** The origin under which browsers reach the server (`https://slipway.example.com`); null where none is configured. */
  readonly publicOrigin: string | null;
  /** Proxies of ours, whose word is taken for where a request comes from. */
  readonly proxies: readonly string[];
  /** What a program shows that reads the metrics. */
  readonly metricsToken?: SecretText;
}

/** As on a machine of one's own. */
export const LOCAL_ACCESS: AccessSettings = { mode: 'local', publicOrigin: null, proxies: [] };
