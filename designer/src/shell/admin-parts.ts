import type { Session } from '@slipway/shared/api';
import { may } from '../api/session.ts';

/** The parts of the administration in their order, each with the permission without which it is not shown. */
const ADMIN_PARTS = [
  { part: 'people', needs: 'user:read' },
  { part: 'tokens', needs: 'token:own' },
  { part: 'environments', needs: 'environment:admin' },
  { part: 'audit', needs: 'audit:read' },
] as const;
export type AdminPart = (typeof ADMIN_PARTS)[number]['part'];

/** The parts that somebody may see; whoever administers one environment sees where they are administered. */
export function adminParts(session: Session | undefined): readonly AdminPart[] {
  const places = [null, ...Object.keys(session?.permissions.environments ?? {})];
  return ADMIN_PARTS.filter(({ part, needs }) =>
    (part === 'environments' ? places : [null]).some((place) => may(session, needs, place)),
  ).map(({ part }) => part);
}
