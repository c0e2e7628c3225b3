import type { Transports } from '@slipway/connectors';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import { wasRetriedByHand } from '../stores/actions-reads.ts';
import { saveCaught } from '../stores/caught.ts';
import type { CaughtCall, CaughtCallAnswer, CaughtMail, CaughtMailAnswer } from '../stores/documents.ts';
import { answerLikeATms } from './simulated-tms.ts';

/** For which action something would leave this machine. */
export interface CatchPlace {
  readonly environment: string;
  readonly slot: string;
  readonly actionId: string;
  readonly subject: string;
}

export interface OutboxOptions {
  readonly database: Database;
  readonly now: () => number;
  /** Called after each row that was kept. */
  readonly onCaught: (environment: string) => void;
}

/** Headers worth showing; the others may hold a secret. */
const SHOWN_HEADERS = new Set(['accept', 'content-type', 'idempotency-key']);
const SHOWN_CHARACTERS = 20_000;

/** Ways out that lead nowhere: every call and mail is kept for the outbox viewer and answered as if by a TMS. */
export function catchingTransports(place: CatchPlace, options: OutboxOptions): Transports {
  const { database, now, onCaught } = options;
  const { environment, slot, actionId: action, subject } = place;
  const keep = async (row: { kind: 'call' | 'mail'; summary: string; request: object; answer: object }) => {
    const texts = { request: canonicalJson(row.request), answer: canonicalJson(row.answer) };
    const summary = row.summary.slice(0, 300);
    await saveCaught(database.kysely, {
      environment,
      at_ms: now(),
      kind: row.kind,
      slot,
      action,
      subject,
      summary,
      ...texts,
    });
    onCaught(environment);
  };
  return {
    fetch: async (url, request = {}) => {
      const method = request.method ?? 'GET';
      const byHand = await wasRetriedByHand(database, environment, action);
      const answer: CaughtCallAnswer = answerLikeATms(subject, { method, byHand });
      const call: CaughtCall = {
        method,
        url: String(url),
        headers: Object.fromEntries(
          Object.entries(request.headers ?? {}).filter(([name]) => SHOWN_HEADERS.has(name.toLowerCase())),
        ),
        body: bodyOf(request.body),
      };
      await keep({ kind: 'call', summary: `${method} ${new URL(url).pathname}`, request: call, answer });
      return Response.json(answer.body, { status: answer.status });
    },
    sendMail: async (_server, message) => {
      if (!message) return { accepted: [], rejected: [] };
      const to = message.to.map((address) => address.address);
      const mail: CaughtMail = {
        to,
        from: message.from.address,
        subject: message.subject,
        text: message.text.slice(0, SHOWN_CHARACTERS),
      };
      const answer: CaughtMailAnswer = { ok: true, text: 'simulated: kept here, sent to nobody' };
      await keep({ kind: 'mail', summary: message.subject, request: mail, answer });
      return { accepted: to, rejected: [] };
    },
    close: async () => {},
  };
}

function bodyOf(body: string | Uint8Array | undefined): unknown {
  if (body === undefined) return null;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (text.length > SHOWN_CHARACTERS) return `${text.slice(0, SHOWN_CHARACTERS)}…`;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
