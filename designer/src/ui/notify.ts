import { failureWords } from './Notice.tsx';

const FAILED_MS = 10_000;
let told = false;
let onTold: () => void = () => {};

/** Whether there has been a message to show. */
export const isTold = (): boolean => told;

/** Calls back at the first message; the page shows messages in one place. */
export function whenTold(listener: () => void): () => void {
  onTold = listener;
  return () => {
    onTold = () => {};
  };
}

/** What is told before messages can be shown waits for them in the store that they are shown from. */
async function toasts() {
  const module = await import('./Toasts.tsx');
  told = true;
  onTold();
  return module.notifications;
}

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
