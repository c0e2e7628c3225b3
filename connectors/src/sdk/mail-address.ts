import { z } from 'zod';

const address = z.email().max(254);

/** Whether a text is exactly one plain email address: no display name, no list, no line break. */
export function isMailAddress(text: string): boolean {
  return address.safeParse(text).success;
}
