const SECONDS_KEPT = 120;
const SAMPLES_PER_SECOND = 50;
const PARTS = 24;

interface Second {
  readonly second: number;
  events: number;
  readonly bySource: Map<string, number>;
  readonly latenciesMs: number[];
}

/** What one commit adds. */
export interface Measured {
  readonly events: number;
  readonly bySource?: ReadonlyMap<string, number>;
  /** Milliseconds from the append to the commit, of some of the events. */
  readonly latenciesMs?: readonly number[];
  /** Passes by `<workflow> <version> <node>`. */
  readonly passes?: ReadonlyMap<string, number>;
}

/** Rates and latencies of one environment over the last two minutes of wall time; nothing of it is stored. */
export class Meter {
  readonly #now: () => number;
  readonly #seconds: Second[] = [];
  readonly #passes = new Map<string, { readonly part: number; readonly counts: number[] }>();
  readonly #partMs: number;

  /** `partMs` is how long each of the 24 parts of a step's spark line is. */
  constructor(now: () => number, partMs: number) {
    this.#now = now;
    this.#partMs = partMs;
  }

  add(measured: Measured): void {
    const second = this.#current();
    second.events += measured.events;
    for (const [source, count] of measured.bySource ?? []) {
      second.bySource.set(source, (second.bySource.get(source) ?? 0) + count);
    }
    const room = SAMPLES_PER_SECOND - second.latenciesMs.length;
    second.latenciesMs.push(...(measured.latenciesMs ?? []).slice(0, Math.max(room, 0)));
    for (const [step, count] of measured.passes ?? []) this.#pass(step, count);
  }

  /** Events in the last full second, and in each of the last two minutes' seconds, oldest first. */
  rate(): { perSecond: number; series: number[] } {
    const now = Math.floor(this.#now() / 1000);
    const bySecond = new Map(this.#seconds.map((second) => [second.second, second.events]));
    const series = Array.from({ length: SECONDS_KEPT }, (_, index) => bySecond.get(now - SECONDS_KEPT + index) ?? 0);
    return { perSecond: series.at(-1) ?? 0, series };
  }

  /** Events per second of each source over the last ten seconds. */
  sources(): ReadonlyMap<string, number> {
    const from = Math.floor(this.#now() / 1000) - 10;
    const totals = new Map<string, number>();
    for (const second of this.#seconds) {
      if (second.second < from) continue;
      for (const [source, count] of second.bySource) totals.set(source, (totals.get(source) ?? 0) + count);
    }
    return new Map([...totals].map(([source, count]) => [source, Math.round(count) / 10]));
  }

  latency(): { p50Ms: number | null; p95Ms: number | null } {
    const from = Math.floor(this.#now() / 1000) - SECONDS_KEPT;
    const samples = this.#seconds.filter((second) => second.second >= from).flatMap((second) => second.latenciesMs);
    samples.sort((a, b) => a - b);
    const at = (share: number) => samples[Math.min(samples.length - 1, Math.floor(samples.length * share))] ?? null;
    return { p50Ms: at(0.5), p95Ms: at(0.95) };
  }

  /** Passes of a step in 24 equal parts of the recent past, oldest first. */
  spark(workflow: string, version: string, node: string): number[] {
    const entry = this.#passes.get(`${workflow} ${version} ${node}`);
    return entry ? shifted(entry, this.#part()) : [];
  }

  #pass(step: string, count: number): void {
    const part = this.#part();
    const entry = this.#passes.get(step) ?? { part, counts: Array.from({ length: PARTS }, () => 0) };
    const counts = shifted(entry, part);
    counts[PARTS - 1] = (counts[PARTS - 1] ?? 0) + count;
    this.#passes.set(step, { part, counts });
  }

  #part(): number {
    return Math.floor(this.#now() / this.#partMs);
  }

  #current(): Second {
    const second = Math.floor(this.#now() / 1000);
    const last = this.#seconds.at(-1);
    if (last?.second === second) return last;
    const made: Second = { second, events: 0, bySource: new Map(), latenciesMs: [] };
    this.#seconds.push(made);
    while ((this.#seconds[0]?.second ?? second) < second - SECONDS_KEPT) this.#seconds.shift();
    return made;
  }
}

function shifted(entry: { readonly part: number; readonly counts: readonly number[] }, part: number): number[] {
  const passed = Math.min(Math.max(part - entry.part, 0), PARTS);
  return [...entry.counts.slice(passed), ...Array.from({ length: passed }, () => 0)];
}

/** The meters of every environment, made when first asked for. */
export class Meters {
  readonly #now: () => number;
  readonly #meters = new Map<string, Meter>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A step's spark line covers an hour of a live environment, and two minutes of a replay, whose days pass in seconds. */
  of(environment: { readonly id: string; readonly kind: 'live' | 'replay' }): Meter {
    const known = this.#meters.get(environment.id);
    if (known) return known;
    const made = new Meter(this.#now, environment.kind === 'live' ? 150_000 : 5_000);
    this.#meters.set(environment.id, made);
    return made;
  }
}
