import { lazy, Suspense, useSyncExternalStore } from 'react';
import { isTold, whenTold } from './notify.ts';

const Toasts = lazy(() => import('./Toasts.tsx'));

/** Messages, from the first one on: most pages are left without any. */
export function ToastsWhenTold() {
  const told = useSyncExternalStore(whenTold, isTold);
  return (
    told && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  );
}
