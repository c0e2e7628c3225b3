import type { BacktestItem, LibraryWorkflow } from '@slipway/shared/api';

/** Why a result cannot be released with. */
export type ReleaseBlock = 'unfinished' | 'failed' | 'draft' | 'live' | 'may';

interface Asked {
  readonly item: Pick<BacktestItem, 'state' | 'after'>;
  readonly environment: string;
  readonly meta: Pick<LibraryWorkflow, 'environments'> | undefined;
  readonly mayPlan: boolean;
}

/** What stands in the way of releasing what was played; undefined where nothing does. */
export function releaseBlock({ item, environment, meta, mayPlan }: Asked): ReleaseBlock | undefined {
  if (item.state === 'queued' || item.state === 'running') return 'unfinished';
  if (item.state !== 'done') return 'failed';
  if (!mayPlan) return 'may';
  if (item.after.version === null) return 'draft';
  const live = meta?.environments.find((each) => each.environment === environment);
  return live?.hash === item.after.hash ? 'live' : undefined;
}
