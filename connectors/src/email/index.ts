import { z } from 'zod';
import {
  defineConnector,
  done,
  isMailAddress,
  type MailServer,
  operation,
  secret,
  singleLine,
  TRANSPORT_LIMITS,
} from '../sdk/index.ts';
import { messageId } from './message-id.ts';

const address = z.string().max(254).refine(isMailAddress, 'not an email address');
/** A host name or address and nothing else: what stands in a URL's host. */
const host = z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'not a host name');

const emailConnection = z.strictObject({
  host: host.meta({ title: 'SMTP host' }),
  port: z.int().min(1).max(65_535),
  secure: z.enum(['none', 'starttls', 'tls']).meta({ title: 'Encryption' }),
  user: z.string().max(500).optional(),
  password: secret().optional(),
  from: address.meta({ title: 'From address' }),
  fromName: z.string().max(100).optional().meta({ title: 'From name' }),
});
type EmailConnection = z.infer<typeof emailConnection>;

const sendInput = z.strictObject({
  to: z.union([address, z.array(address).min(1).max(TRANSPORT_LIMITS.mailRecipients)]).meta({ title: 'To' }),
  subject: z.string().max(500).meta({ title: 'Subject' }),
  text: z.string().max(100_000).meta({ title: 'Text' }),
  html: z.string().max(200_000).optional().meta({ title: 'HTML' }),
});

const sendOutput = z.strictObject({
  messageId: z.string().meta({ examples: ['<message@example.org>'] }),
  accepted: z.array(z.string()).meta({ examples: [['desk@example.org']] }),
  rejected: z.array(z.string()),
});

const send = operation({
  title: 'Send an email',
  description: 'Sends one message. Its Message-ID is made of the action id, so that a repeated one can be recognised.',
  connection: emailConnection,
  input: sendInput,
  output: sendOutput,
  // When it cannot be known whether a mail went out, it goes out again under the same Message-ID: a mailbox shows it once,
  // and a mail that never came would be worse than one that came twice.
  idempotency: 'natural-key',
  timeoutMs: 30_000,
  run: async ({ connection, input, actionId, sendMail }) => {
    const id = messageId(actionId, connection.from);
    const recipients = [...new Set(typeof input.to === 'string' ? [input.to] : input.to)];
    const receipt = await sendMail(serverOf(connection), {
      messageId: id,
      from: { address: connection.from, ...(connection.fromName === undefined ? {} : { name: connection.fromName }) },
      to: recipients.map((each) => ({ address: each })),
      subject: singleLine(input.subject),
      text: input.text,
      ...(input.html === undefined ? {} : { html: input.html }),
    });
    return done({ messageId: id, accepted: [...receipt.accepted], rejected: [...receipt.rejected] });
  },
  simulate: ({ input }) => ({
    messageId: '<simulated@slipway.invalid>',
    accepted: typeof input.to === 'string' ? [input.to] : [...input.to],
    rejected: [],
  }),
});

/** Mail through any SMTP server. */
export const email = defineConnector({
  id: 'email',
  version: '1.0.0',
  title: 'Email',
  description: 'Sends mail through an SMTP server.',
  connection: {
    schema: emailConnection,
    target: ({ host, port, secure }) => `smtp+${secure}://${host.toLowerCase()}:${port}`,
    test: async ({ connection, sendMail }) => {
      await sendMail(serverOf(connection), null);
      return { ok: true, detail: 'The server accepts the login.' };
    },
  },
  operations: { send },
});

function serverOf(connection: EmailConnection): MailServer {
  const { host, port, secure, user, password } = connection;
  return {
    host,
    port,
    secure,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
  };
}
