import { Failure, isFailure } from '@slipway/shared/failure';
import { createTransport } from 'nodemailer';
import { isMailAddress } from '../mail-address.ts';
import { singleLine } from '../single-line.ts';
import type { MailAddress, MailMessage, MailReceipt, MailServer, SendMail } from '../transports.ts';
import type { EgressGuard } from './egress-guard.ts';
import { TRANSPORT_LIMITS } from './limits.ts';
import { createSlots } from './slots.ts';
import { toFailure } from './to-failure.ts';

/** SMTP through the same guard: the host is resolved and checked here, and nodemailer gets only an address. */
export function createGuardedMail(guard: EgressGuard): SendMail {
  const slots = createSlots(TRANSPORT_LIMITS.connectionsPerOrigin, TRANSPORT_LIMITS.waitingRequests);
  return async (server, message, options = {}) => {
    if (message) checkMessage(message);
    const timeout = AbortSignal.timeout(TRANSPORT_LIMITS.requestMs);
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
    const release = await slots.take(signal).catch((error: unknown) => {
      throw toFailure(error);
    });
    const progress = { dataSent: false };
    try {
      const address = await guard.addressFor(server.host, server.port);
      return await deliver(server, { address, message, signal, progress });
    } catch (error) {
      throw mailFailure(error, progress.dataSent);
    } finally {
      release();
    }
  };
}

interface Delivery {
  readonly address: string;
  readonly message: MailMessage | null;
  readonly signal: AbortSignal;
  /** Set once the server was told that the message follows: from then on it may have taken it. */
  readonly progress: { dataSent: boolean };
}

async function deliver(server: MailServer, { address, message, signal, progress }: Delivery): Promise<MailReceipt> {
  const transport = createTransport({
    host: address,
    port: server.port,
    secure: server.secure === 'tls',
    requireTLS: server.secure === 'starttls',
    ignoreTLS: server.secure === 'none',
    tls: { servername: server.host },
    connectionTimeout: TRANSPORT_LIMITS.connectMs,
    greetingTimeout: TRANSPORT_LIMITS.connectMs,
    socketTimeout: TRANSPORT_LIMITS.requestMs,
    transactionLog: true,
    logger: dataWatch(progress),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(server.user === undefined ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
  });
  const close = () => transport.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    signal.throwIfAborted();
    if (!message) {
      await transport.verify();
      return { accepted: [], rejected: [] };
    }
    const info = await transport.sendMail({
      messageId: message.messageId,
      from: named(message.from),
      to: message.to.map(named),
      // An explicit envelope: no header can add or replace a recipient.
      envelope: { from: message.from.address, to: message.to.map((each) => each.address) },
      subject: singleLine(message.subject),
      text: message.text,
      ...(message.html === undefined ? {} : { html: message.html }),
      signal,
    });
    return { accepted: info.accepted.map(String), rejected: info.rejected.map(String) };
  } finally {
    signal.removeEventListener('abort', close);
    transport.close();
  }
}

/** nodemailer tells only its log how far the conversation went; nothing of it is kept but that DATA was sent. */
function dataWatch(progress: { dataSent: boolean }) {
  const ignore = () => {};
  const debug = (entry: unknown, text?: unknown) => {
    const fromClient = typeof entry === 'object' && entry !== null && Reflect.get(entry, 'tnx') === 'client';
    if (fromClient && text === 'DATA') progress.dataSent = true;
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

function named(address: MailAddress): { name: string; address: string } {
  return { name: singleLine(address.name ?? ''), address: address.address };
}

/** The last line of defence: whatever a connector let through, no address can carry a header or a second address. */
function checkMessage(message: MailMessage): void {
  if (message.to.length === 0) throw new Failure('invalid-input', 'no recipient');
  if (message.to.length > TRANSPORT_LIMITS.mailRecipients) {
    throw new Failure('invalid-input', `more than ${TRANSPORT_LIMITS.mailRecipients} recipients`);
  }
  for (const { address } of [message.from, ...message.to]) {
    if (!isMailAddress(address)) throw new Failure('invalid-input', 'an address is not an email address');
  }
  if (!/^<[A-Za-z0-9._=+-]{1,200}@[A-Za-z0-9.-]{1,200}>$/.test(message.messageId)) {
    throw new Failure('invalid-input', 'the message id is not one');
  }
}

/** SMTP's own codes first: 4xx asks to wait, 5xx refuses. Broken off after DATA, the mail may have been taken. */
function mailFailure(error: unknown, dataSent: boolean): Failure {
  if (isFailure(error) || !(error instanceof Error)) return toFailure(error);
  const field = (name: string): unknown => Reflect.get(error, name);
  const status = Number(field('responseCode') ?? 0);
  const code = String(field('code') ?? '');
  const command = String(field('command') ?? '');
  const detail = [code, status || '', command].filter((part) => part !== '').join(' ');
  if (status >= 400 && status < 500) return new Failure('target-busy', detail, { cause: error });
  if (status >= 500) return new Failure('target-refused', detail, { cause: error });
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS')
    return new Failure('target-refused', detail, { cause: error });
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return new Failure('invalid-input', detail, { cause: error });
  const known = toFailure(error);
  const network = known.code === 'target-lost' || known.code === 'target-timeout' || known.code === 'internal';
  if (!network || error.name === 'AbortError') return known;
  return new Failure(dataSent ? 'target-lost' : 'target-unreachable', detail, { cause: error });
}
