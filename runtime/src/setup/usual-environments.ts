import { type Setup, setupSchema } from './setup-file.ts';

/**
 * The usual way to production, for an installation that has nothing yet: what is released to dev is live at once, staging
 * asks for one approval and prod for two. Only prod reaches targets; the others keep what would have gone out.
 */
export function usualEnvironments(): readonly Setup[] {
  const usual = [
    { id: 'dev', title: 'Development', deliversTo: 'outbox', approvals: 0 },
    { id: 'staging', title: 'Staging', deliversTo: 'outbox', approvals: 1 },
    { id: 'prod', title: 'Production', deliversTo: 'targets', approvals: 2 },
  ];
  return usual.map(({ id, title, deliversTo, approvals }, order) =>
    setupSchema.parse({ environment: { id, kind: 'live', deliversTo, title, order, policy: { approvals } } }),
  );
}
