import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/index.ts';
import type { Change } from '../pipeline/changes.ts';
import { readFigures } from '../stores/figures.ts';

/** What the figures are taken from. */
export interface Measured {
  readonly database: Database;
  readonly pipeline: {
    readonly owned: ReadonlyMap<string, number>;
    /** Connections that are left alone or tried, as `<environment> <slot>`. */
    readonly breakers: ReadonlyMap<string, { readonly state: string }>;
    readonly progress: { underWay(environment: string): Promise<{ readonly lag: number }> };
  };
  /** Records of foreign topics that this process has not read, by `environment/source`. */
  readonly sources?: { readonly lags: ReadonlyMap<string, number> };
  readonly health: { look(): Promise<{ readonly parts: Readonly<Record<string, string>> }> };
}

const DECISION_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * Figures for Prometheus, in base units, labelled by environment and by what has few values: never by subject, workflow or
 * event. Counters tell of this process; the gauges that are read from the rows tell the same in every process.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #measured: Measured;
  readonly #events: Counter<'environment' | 'outcome'>;
  readonly #commits: Counter<'environment'>;
  readonly #decision: Histogram<'environment'>;
  readonly #attempts: Counter<'environment' | 'result'>;
  readonly #gauges: Readonly<Record<'owed' | 'outbox' | 'overdue' | 'dead' | 'lag', Gauge<string>>>;
  readonly #actions: Gauge<'environment' | 'state'>;
  readonly #partitions: Gauge<'environment'>;
  readonly #services: Gauge<'service'>;
  readonly #resting: Gauge<'environment' | 'slot'>;
  readonly #sourceLag: Gauge<'environment' | 'source'>;

  constructor(measured: Measured) {
    this.#measured = measured;
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const gauge = (name: string, help: string, labels = ['environment']) =>
      new Gauge({ name: `slipway_${name}`, help, labelNames: labels, registers });
    const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
      new Counter({ name: `slipway_${name}`, help, labelNames, registers });
    this.#events = counter('events_total', 'Events decided by this process, by outcome', ['environment', 'outcome']);
    this.#commits = counter('commits_total', 'Commits of this process', ['environment']);
    this.#attempts = counter('attempts_total', 'Attempts of actions by this process, by result', [
      'environment',
      'result',
    ]);
    this.#decision = new Histogram({
      name: 'slipway_decision_seconds',
      help: 'From the append of the first event of a batch to its commit, in live environments',
      labelNames: ['environment'],
      buckets: DECISION_SECONDS,
      registers,
    });
    this.#actions = gauge('actions', 'Actions that are not at their end, by state', ['environment', 'state']);
    this.#gauges = {
      owed: gauge('action_age_seconds', 'Age of the oldest action that is not at its end'),
      outbox: gauge('outbox_rows', 'Rows of the event outbox that wait to be appended'),
      overdue: gauge('timers_overdue', 'Timers of a live environment that are due and have not fired'),
      dead: gauge('dead_letters_open', 'Dead letters that nobody has looked after'),
      lag: gauge('lag_events', 'Events appended and not decided'),
    };
    this.#partitions = gauge('partitions_owned', 'Partitions that this process decides');
    this.#sourceLag = gauge('source_lag_records', 'Records of a topic that this process has not read, by source', [
      'environment',
      'source',
    ]);
    this.#resting = gauge(
      'connection_resting',
      '1 where calls wait because the target does not answer, 0.5 while one tries it',
      ['environment', 'slot'],
    );
    this.#services = gauge('service_up', '1 where a service that this process needs answers', ['service']);
  }

  /** Counts what this process has committed. */
  count(change: Change): void {
    const { environment } = change;
    if (change.kind === 'batch') {
      const { decided, duplicate, skipped, deadLettered } = change.outcomes;
      const outcomes = { decided, duplicate, skipped, 'dead-lettered': deadLettered };
      for (const [outcome, count] of Object.entries(outcomes)) this.#events.inc({ environment, outcome }, count);
      this.#commits.inc({ environment });
      if (change.decisionMs !== null) this.#decision.observe({ environment }, change.decisionMs / 1_000);
    } else if (change.kind === 'action' && change.state !== 'running' && change.state !== 'requested') {
      this.#attempts.inc({ environment, result: change.state });
    }
  }

  /** The figures as Prometheus reads them; what cannot be read now is left out. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    await this.#read();
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }

  async #read(): Promise<void> {
    const { database, pipeline, health, sources } = this.#measured;
    this.#sourceLag.reset();
    for (const [name, lag] of sources?.lags ?? []) {
      const [environment = '', source = ''] = name.split('/');
      this.#sourceLag.set({ environment, source }, lag);
    }
    this.#resting.reset();
    for (const [name, { state }] of pipeline.breakers) {
      const [environment = '', slot = ''] = name.split(' ');
      this.#resting.set({ environment, slot }, state === 'open' ? 1 : 0.5);
    }
    for (const [environment, count] of pipeline.owned) this.#partitions.set({ environment }, count);
    const { parts } = await health.look();
    for (const [service, state] of Object.entries(parts)) {
      if (!service.startsWith('partition ')) this.#services.set({ service }, state === 'ok' ? 1 : 0);
    }
    for (const gauge of [this.#actions, ...Object.values(this.#gauges)]) gauge.reset();
    try {
      for (const figures of await readFigures(database.kysely, Date.now())) {
        const { environment } = figures;
        for (const [state, count] of Object.entries(figures.actions)) this.#actions.set({ environment, state }, count);
        this.#gauges.owed.set({ environment }, figures.oldestActionMs / 1_000);
        this.#gauges.outbox.set({ environment }, figures.outbox);
        this.#gauges.overdue.set({ environment }, figures.timersOverdue);
        this.#gauges.dead.set({ environment }, figures.deadLetters);
        this.#gauges.lag.set({ environment }, (await pipeline.progress.underWay(environment)).lag);
      }
    } catch {
      // `service_up` says which service it is.
    }
  }
}
