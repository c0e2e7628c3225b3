interface Asked<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does together what is asked for at the same time: while one group is under way the next gathers. A group that fails is
 * done again one by one, so that each asker gets its own answer or error.
 */
export class Together<Request, Result> {
  readonly #work: (requests: readonly Request[]) => Promise<readonly Result[]>;
  #waiting: Asked<Request, Result>[] = [];
  #running = false;

  /** `work` gives its results in the order of the requests, and does all of them or none. */
  constructor(work: (requests: readonly Request[]) => Promise<readonly Result[]>) {
    this.#work = work;
  }

  async ask(request: Request): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ request, resolve, reject });
    // A turn of the event loop later: whoever is woken by the same news has asked by then.
    if (!this.#running) {
      this.#running = true;
      setImmediate(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      await this.#do(group);
    }
    this.#running = false;
  }

  async #do(group: readonly Asked<Request, Result>[]): Promise<void> {
    try {
      const results = await this.#work(group.map(({ request }) => request));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result);
    } catch (error) {
      const [only] = group;
      if (group.length === 1) only?.reject(error);
      else for (const one of group) await this.#do([one]);
    }
  }
}
