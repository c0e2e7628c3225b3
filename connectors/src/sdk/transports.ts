/** What a guarded request may carry. Redirects are never followed. */
export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/**
 * `fetch` through the egress guard. The whole answer is read, within the transport's bounds, before it resolves.
 *
 * Rejects with a `Failure`: `egress-refused`, `target-unreachable` (nothing was sent), `target-lost` and
 * `target-timeout` (whether the target acted is unknown), `invalid-input` (forbidden header), `invalid-output` (too
 * large, undecodable).
 */
export type GuardedFetch = (url: string | URL, options?: FetchOptions) => Promise<Response>;

/** An SMTP server and how to log in there. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly secure: 'none' | 'starttls' | 'tls';
  readonly user?: string;
  readonly password?: string;
}

/** An address with an optional display name. */
export interface MailAddress {
  readonly address: string;
  readonly name?: string;
}

/** One message; texts are plain, addresses are single and already checked. */
export interface MailMessage {
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** Whom the server accepted and refused. */
export interface MailReceipt {
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
}

/** Sends one message; without a message it only logs in. Rejects with a `Failure`, as `GuardedFetch` does. */
export type SendMail = (
  server: MailServer,
  message: MailMessage | null,
  options?: { readonly signal?: AbortSignal },
) => Promise<MailReceipt>;

/** The only ways out. Production gives guarded ones; a demo may give ones that keep what they are handed. */
export interface Transports {
  readonly fetch: GuardedFetch;
  readonly sendMail: SendMail;
  close(): Promise<void>;
}

/** The ways out of one attempt: whatever signal a connector gives, the attempt's own ends the request too. */
export function boundTo(transports: Transports, signal: AbortSignal): Pick<Transports, 'fetch' | 'sendMail'> {
  const both = (own: AbortSignal | undefined) => (own ? AbortSignal.any([own, signal]) : signal);
  return {
    fetch: (url, options) => transports.fetch(url, { ...options, signal: both(options?.signal) }),
    sendMail: (server, message, options) => transports.sendMail(server, message, { signal: both(options?.signal) }),
  };
}
