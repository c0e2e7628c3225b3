/** What takes longer than this is not begun in the short rest between two keys, where it would keep the second one waiting. */
const QUICK_MS = 60;
/** So many times as long as it took last must nothing change before it is done again, to a limit. */
const PATIENCE = 4;
const LONGEST_REST_MS = 300;

export interface AtRest {
  /** It is to be done once nothing has asked for it for a while. */
  ask(): void;
  stop(): void;
}

/** Does something once a draft rests: what a key changes is answered first. */
export function atRest(task: () => void, restMs: number, nowMs: () => number = () => performance.now()): AtRest {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tookMs = 0;
  const run = () => {
    const begunMs = nowMs();
    task();
    tookMs = nowMs() - begunMs;
  };
  return {
    ask() {
      clearTimeout(timer);
      timer = setTimeout(
        run,
        tookMs <= QUICK_MS ? restMs : Math.max(restMs, Math.min(LONGEST_REST_MS, tookMs * PATIENCE)),
      );
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
