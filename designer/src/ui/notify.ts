import { failureWords } from './Notice.tsx';

const FAILED_MS = 10_000;
const toasts = () => import('./Toasts.tsx').then((module) => module.notifications);

/** Tells that something was done. */
export function tell(message: string): void {
  void toasts().then((notifications) => notifications.show({ message, withCloseButton: false }));
}

/** Tells that something failed, in plum, and stays longer. */
export function tellFailed(title: string, message: string): void {
  void toasts().then((notifications) =>
    notifications.show({ title, message, color: 'var(--fail)', autoClose: FAILED_MS }),
  );
}

export function tellFailure(failure: unknown): void {
  const { title, detail } = failureWords(failure);
  tellFailed(title, detail);
}
