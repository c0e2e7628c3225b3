import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startMailServer } from './smtp.ts';

/** Speaks SMTP by hand, one line at a time, and gives back the server's answers. */
async function talk(port: number, lines: readonly string[]): Promise<string[]> {
  const answers: string[] = [];
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  const rest = [...lines];
  for await (const chunk of socket) {
    const last = String(chunk).trimEnd().split('\r\n').at(-1) ?? '';
    answers.push(last);
    const next = rest.shift();
    if (next === undefined) break;
    socket.write(`${next}\r\n`);
  }
  return answers;
}

const message = 'Message-ID: <a-1@slipway>\r\nSubject: Overdue\r\n\r\nHello\r\n.';

test('a mail is kept with its id, recipients and subject', async () => {
  const server = await startMailServer();
  await talk(server.port, ['HELO x', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA', message, 'QUIT']);
  expect(server.mails).toEqual([
    {
      messageId: '<a-1@slipway>',
      recipients: ['b@example.com'],
      subject: 'Overdue',
      text: 'Hello\n',
      atMs: expect.any(Number),
    },
  ]);
  await server.close();
});

test('a recipient can be rejected', async () => {
  const server = await startMailServer({ rejects: (recipient) => recipient.startsWith('nobody@') });
  const answers = await talk(server.port, [
    'HELO x',
    'MAIL FROM:<a@example.com>',
    'RCPT TO:<nobody@example.com>',
    'QUIT',
  ]);
  expect(answers.some((answer) => answer.startsWith('550'))).toBe(true);
  expect(server.mails).toEqual([]);
  await server.close();
});
