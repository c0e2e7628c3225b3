import type { HealthFace, Readiness } from '../api/services.ts';
import { within } from '../pipeline/within.ts';
import type { ServiceCheck, Storage } from './storage.ts';

const ANSWER_MS = 2_500;
const FRESH_MS = 1_000;

/** Asks what this process needs whether it is there. */
export class Health implements HealthFace {
  readonly #services: readonly ServiceCheck[];
  readonly #stuck: () => ReadonlyMap<string, string>;
  #last: { readonly atMs: number; readonly found: Promise<Readiness> } | undefined;

  constructor(parts: {
    readonly storage: Pick<Storage, 'services'>;
    /** Partitions that stand still, and why. */
    readonly stuck: () => ReadonlyMap<string, string>;
  }) {
    this.#services = parts.storage.services;
    this.#stuck = parts.stuck;
  }

  /** The answer of a second ago will do: a service that is in trouble is not asked by every probe. */
  async look(): Promise<Readiness> {
    const nowMs = performance.now();
    if (!this.#last || nowMs - this.#last.atMs > FRESH_MS) this.#last = { atMs: nowMs, found: this.#look() };
    return this.#last.found;
  }

  async #look(): Promise<Readiness> {
    const parts: Record<string, string> = {};
    let ready = true;
    let degraded = false;
    await Promise.all(
      this.#services.map(async (service) => {
        const reason = await ask(service);
        parts[service.name] = reason ?? 'ok';
        if (reason === undefined) return;
        degraded = true;
        ready &&= service.optional;
      }),
    );
    for (const [partition, reason] of this.#stuck()) {
      parts[`partition ${partition}`] = reason;
      degraded = true;
    }
    return { ready, degraded, parts };
  }
}

/** Why a service cannot be used; undefined when it can. */
async function ask(service: ServiceCheck): Promise<string | undefined> {
  let answer: string | undefined = `no answer within ${ANSWER_MS} ms`;
  const asking = service.check().then(
    () => {
      answer = undefined;
    },
    (error: unknown) => {
      answer = error instanceof Error ? error.message : String(error);
    },
  );
  await within(ANSWER_MS, asking);
  return answer;
}
