/** Replaces secrets in a text, however they were spelled on the way. */
export type Redact = (text: string) => string;

const REPLACEMENT = '[redacted]';

/**
 * Makes a redactor for these secrets. It knows each one plain, JSON-escaped, percent-encoded, in base64, and as the
 * password half of a basic-auth header (`also` names the user names that it may stand behind).
 */
export function redactor(secrets: readonly string[], also: readonly string[] = []): Redact {
  const spellings = new Set<string>();
  for (const secret of secrets) {
    if (secret === '') continue;
    spellings.add(secret);
    spellings.add(JSON.stringify(secret).slice(1, -1));
    spellings.add(encodeURIComponent(secret.toWellFormed()));
    for (const plain of [secret, ...also.map((user) => `${user}:${secret}`)]) {
      const base64 = Buffer.from(plain).toString('base64');
      spellings.add(base64);
      spellings.add(base64.replace(/=+$/, ''));
      spellings.add(Buffer.from(plain).toString('base64url'));
    }
  }
  // The longest first, so that no part of a longer spelling is left standing.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((rest, spelling) => rest.replaceAll(spelling, REPLACEMENT), text);
}

/** Redacts every text in a JSON-like value, keys included. */
export function redactDeep(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactDeep(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), redactDeep(member, redact)]));
}
