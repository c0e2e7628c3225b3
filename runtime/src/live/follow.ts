import type { ChangeListener, Change as Commit } from '../pipeline/changes.ts';
import { OURSELVES } from '../pipeline/read-record.ts';
import type { Feed } from './feed.ts';
import type { Measured, Meters } from './meter.ts';

/** Turns what the pipeline tells after each commit into live messages and measurements. */
export function followCommits(
  feed: Feed,
  meters: Meters,
  kindOf: (environment: string) => 'live' | 'replay',
): ChangeListener {
  return (commit) => {
    const { environment } = commit;
    switch (commit.kind) {
      case 'batch':
        meters.of({ id: environment, kind: kindOf(environment) }).add(measuredOf(commit));
        feed.publish(environment, {
          subjects: commit.subjects,
          exceptions: commit.exceptions,
          actions: commit.actions,
          deadLetters: commit.deadLetters,
          counted: commit.counters.map((counter) => counter.workflow),
          replay: kindOf(environment) === 'replay',
        });
        return;
      case 'action':
        feed.publish(environment, { actions: [commit.id], subjects: [commit.subject] });
        return;
      case 'dead-letter':
        feed.publish(environment, { deadLetters: [commit.id] });
        return;
      case 'release':
        feed.publish(environment, { workflows: commit.workflows, counted: commit.workflows });
        return;
      case 'caught':
        feed.publish(environment, { caught: 1 });
        return;
      case 'source':
        feed.publish(environment, { replay: true });
        return;
    }
  };
}

function measuredOf(commit: Extract<Commit, { kind: 'batch' }>): Measured {
  const passes = new Map<string, number>();
  for (const { workflow, version, node, port, count } of commit.counters) {
    if (port === '') passes.set(`${workflow} ${version} ${node}`, count);
  }
  const { decided, duplicate, skipped, deadLettered } = commit.outcomes;
  return {
    events: decided + duplicate + skipped + deadLettered,
    bySource: new Map(Object.entries(commit.sources).filter(([source]) => !source.startsWith(OURSELVES))),
    ...(commit.decisionMs === null ? {} : { latenciesMs: [commit.decisionMs] }),
    passes,
  };
}
