/**
 * The Message-ID of an action's mail: the same on every attempt. Characters that an id may not hold are written
 * `=hex`; the domain is the sender's.
 */
export function messageId(actionId: string, from: string): string {
  const local = actionId.replace(/[^A-Za-z0-9._-]/gu, (char) => `=${char.codePointAt(0)?.toString(16)}`).slice(0, 200);
  return `<${local}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}
