/** What is to be done, how much of the machine it takes, and what has to be over before it begins. */
export interface Planned {
  readonly name: string;
  /** How many cores it keeps busy; 1 when left out. */
  readonly cores?: number;
  /** Names of others, which stand before it. */
  readonly after?: readonly string[];
}

/**
 * Plays steps side by side on so many cores. They begin in their order, and nobody overtakes a step that waits for a core,
 * so that what wants the whole machine gets it; only those pass by that wait for another step. `play` answers whether
 * the step held: after the first that did not, nothing more begins. Answers the names of those that never began.
 */
export async function playTimetable<Step extends Planned>(
  steps: readonly Step[],
  cores: number,
  play: (step: Step) => Promise<boolean>,
): Promise<readonly string[]> {
  const waiting = [...steps];
  const ended = new Set<string>();
  const running = new Map<Step, Promise<void>>();
  const taken = (step: Step) => Math.min(step.cores ?? 1, cores);
  let free = cores;
  let held = true;

  const begin = (step: Step) => {
    waiting.splice(waiting.indexOf(step), 1);
    free -= taken(step);
    const end = play(step).then((good) => {
      held &&= good;
      free += taken(step);
      ended.add(step.name);
      running.delete(step);
    });
    running.set(step, end);
  };

  for (;;) {
    const ready = waiting.find((step) => (step.after ?? []).every((name) => ended.has(name)));
    if (held && ready && taken(ready) <= free) begin(ready);
    else if (running.size > 0) await Promise.race(running.values());
    else return waiting.map(({ name }) => name);
  }
}
