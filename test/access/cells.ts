import { EVERY_TOKEN, EVERYBODY, INSTALLATION, MAY, NO_TOKEN, OPEN } from './expected.ts';

/** A route as the OpenAPI document declares it. */
export interface DeclaredRoute {
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly permission: string;
}

/** Somebody who asks. */
export interface Asker {
  readonly name: string;
  readonly kind: 'user' | 'token' | 'nobody';
  readonly role?: string;
  readonly permissions?: readonly string[];
  /** Whether a token is shown that is none: that is refused anywhere, and nothing stands in for it. */
  readonly claims?: boolean;
  /** Where the role or token holds; null is the whole installation. */
  readonly environment?: string | null;
}

/** What must come of asking: the status, or `served` for anything but a refusal. */
export type Outcome = 401 | 403 | 404 | 'served';

/** What must happen when somebody asks for a route in an environment (null where the route has none). */
export function expectedOutcome(route: DeclaredRoute, asker: Asker, environment: string | null): Outcome {
  const name = `${route.method} ${route.path}`;
  if (asker.kind === 'nobody' && asker.claims) return 401;
  if (OPEN.includes(name)) return 'served';
  if (asker.kind === 'nobody') return 401;
  const everywhere = asker.environment === null;
  if (environment !== null && !everywhere && environment !== asker.environment) return 404;
  if (isHeld(route.permission, asker, environment, everywhere)) return 'served';
  return 403;
}

function isHeld(permission: string, asker: Asker, environment: string | null, everywhere: boolean): boolean {
  const always = asker.kind === 'token' ? EVERY_TOKEN : EVERYBODY;
  if (always.includes(permission)) return true;
  if (asker.kind === 'token' && NO_TOKEN.includes(permission)) return false;
  const held = asker.permissions ?? MAY[asker.role ?? ''] ?? [];
  if (!held.includes(permission)) return false;
  return environment !== null || everywhere || !INSTALLATION.includes(permission);
}

/** Whether an answer is what must come. Whatever is expected, a failure of ours is wrong. */
export function holds(expected: Outcome, status: number): boolean {
  if (status >= 500) return false;
  return expected === 'served' ? status !== 401 && status !== 403 : status === expected;
}
