import { asking } from './failure.ts';
import { type KafkaAccess, kafkaClient } from './options.ts';

/** Asks a Kafka now and then whether it is there. */
export class KafkaCheck {
  readonly #access: KafkaAccess;
  #admin: Promise<ReturnType<ReturnType<typeof kafkaClient>['admin']>> | undefined;

  constructor(access: KafkaAccess) {
    this.#access = access;
  }

  /** How many brokers answer for the cluster. Fails with `unavailable`. */
  async brokers(): Promise<number> {
    return asking('its brokers', async () => {
      this.#admin ??= this.#connect();
      const used = this.#admin;
      try {
        const { brokers } = await (await used).describeCluster();
        return brokers.length;
      } catch (error) {
        // A connection that failed once is made anew.
        if (this.#admin === used) this.#admin = undefined;
        void used.then((admin) => admin.disconnect()).catch(() => {});
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#admin?.then((admin) => admin.disconnect()).catch(() => {});
  }

  async #connect() {
    const admin = kafkaClient(this.#access).admin({ retry: { retries: 0 } });
    await admin.connect();
    return admin;
  }
}
