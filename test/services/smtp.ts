import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived, repeats included; the time in milliseconds since 1970. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly atMs: number;
}

/** A running mail server on 127.0.0.1. */
export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** Starts a mail server that keeps what it gets; recipients that `rejects` names are refused with 550. */
export async function startMailServer(options: { rejects?: (recipient: string) => boolean } = {}): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo(address, _session, callback) {
      if (!options.rejects?.(address.address)) return callback();
      callback(Object.assign(new Error('mailbox unavailable'), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      simpleParser(stream).then((mail) => {
        mails.push({
          messageId: mail.messageId ?? '',
          recipients: session.envelope.rcptTo.map((each) => each.address),
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          atMs: Date.now(),
        });
        callback();
      }, callback);
    },
  });
  server.on('error', () => {}); // a caller that was killed in the middle of a mail is part of the test
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
