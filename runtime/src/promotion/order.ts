import type { Environment } from '../stores/environments.ts';
import { type EnvironmentPolicy, POLICY_UNSAID } from '../stores/policies.ts';

/** An environment with what people say of it. */
export interface Placed {
  readonly environment: Environment;
  readonly policy: EnvironmentPolicy;
}

/** Environments on their way to production: by their place, then by id. */
export function inOrder(
  environments: readonly Environment[],
  policies: ReadonlyMap<string, EnvironmentPolicy>,
): readonly Placed[] {
  return environments
    .map((environment) => ({
      environment,
      policy: policies.get(environment.id) ?? { ...POLICY_UNSAID, title: environment.id, order: 0 },
    }))
    .sort((a, b) => a.policy.order - b.policy.order || (a.environment.id < b.environment.id ? -1 : 1));
}
