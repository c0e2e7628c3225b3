import type { ReactNode } from 'react';
import { useMay } from '../api/session.ts';

interface MayProps {
  /** A permission as the API names it: `workflow:edit`. */
  readonly to: string;
  /** Where; null is the installation with its library of workflows. */
  readonly environment: string | null;
  readonly children: ReactNode;
}

/** Shows what somebody may do, to whoever may do it. */
export function May({ to, environment, children }: MayProps) {
  return useMay()(to, environment) ? children : null;
}
