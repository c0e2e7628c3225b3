/** The bounds of every transport. A connector may ask for less, never for more. */
export const TRANSPORT_LIMITS = {
  requestMs: 60_000,
  connectMs: 10_000,
  dnsMs: 5_000,
  responseBytes: 1024 * 1024,
  requestBytes: 1024 * 1024,
  requests: 64,
  waitingRequests: 1_000,
  connectionsPerOrigin: 16,
  retryAfterMs: 15 * 60_000,
  mailRecipients: 50,
} as const;
