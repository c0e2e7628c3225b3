const REPEATS = 5;

/** Calls a second of processor time, over several repeats: the one in the middle, and the least and the most. */
export interface Speed {
  readonly perSecond: number;
  readonly spread: readonly [least: number, most: number];
}

/** Something to be done again and again; `work` is given a number that counts up. */
export interface Contender {
  readonly work: (at: number) => unknown;
  /** It works on threads of its own, whose time counts too. */
  readonly threads: boolean;
}

/**
 * How often each contender does its work in a second of this thread's processor time (or of all threads), which a busy
 * machine disturbs less than the time on the wall. They take turns, so that what slows the machine down slows them all.
 */
export async function speedsOf(contenders: readonly Contender[], repeatMs: number): Promise<readonly Speed[]> {
  const runs = contenders.map((contender) => ({ contender, at: 0, batch: 1, speeds: [] as number[] }));
  const play = async (run: (typeof runs)[number], doing: () => number) => {
    const { work, threads } = run.contender;
    const clock = () => {
      const { user, system } = threads ? process.cpuUsage() : process.threadCpuUsage();
      return (user + system) / 1_000;
    };
    const began = clock();
    let done = 0;
    while (clock() - began < repeatMs) {
      const times = doing();
      for (let time = 0; time < times; time += 1) {
        const pending = work(run.at++);
        if (pending instanceof Promise) await pending;
      }
      done += times;
    }
    return (done / (clock() - began)) * 1_000;
  };
  // Warms up, and finds out how often the clock need be looked at.
  for (const run of runs) {
    await play(run, () => {
      run.batch *= 2;
      return run.batch;
    });
    run.batch = Math.max(1, Math.floor(run.batch / 32));
  }
  for (let repeat = 0; repeat < REPEATS; repeat += 1)
    for (const run of runs) run.speeds.push(await play(run, () => run.batch));
  return runs.map(({ speeds }) => {
    const [least = 0, , middle = 0, , most = 0] = speeds
      .sort((a, b) => a - b)
      .map((speed) => Number(speed.toPrecision(3)));
    return { perSecond: middle, spread: [least, most] };
  });
}
