import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { callOperation, createTransports, testConnection } from '../sdk/index.ts';
import { email } from './index.ts';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    allowInsecureAuth: true,
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { port: (server.server.address() as AddressInfo).port, received };
}

/** A server that resets the connection when a line begins with `word`. */
async function breakingServer(word: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      if (line.startsWith(word)) socket.resetAndDestroy();
      else if (line.startsWith('DATA')) socket.write('354 go\r\n');
      else if (/^(EHLO|MAIL|RCPT)/.test(line)) socket.write('250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

const input = { to: 'ops@customer.example', subject: 'ETA slips', text: 'Shipment ASN-8 is late.' };

function connectionTo(port: number, more: object = {}) {
  return { host: '127.0.0.1', port, secure: 'none', from: 'slipway@example.com', fromName: 'Slipway', ...more };
}

async function send(
  port: number,
  more: { input?: object; connection?: object; actionId?: string; signal?: AbortSignal } = {},
) {
  const transports = createTransports({ grants: [{ host: '127.0.0.1' }] });
  closing.push(() => transports.close());
  return callOperation({
    connector: email,
    operation: 'send',
    connection: connectionTo(port, more.connection),
    input: { ...input, ...more.input },
    actionId: more.actionId ?? 'a1b2',
    transports,
    ...(more.signal ? { signal: more.signal } : {}),
  });
}

const coded = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

describe('sending an email', () => {
  it('delivers it, with the action id as Message-ID on every attempt', async () => {
    const { port, received } = await mailServer();
    const outcome = await send(port);
    await send(port);
    expect(outcome).toEqual({
      kind: 'done',
      output: { messageId: '<a1b2@example.com>', accepted: ['ops@customer.example'], rejected: [] },
    });
    expect(received.map((mail) => /^message-id: (.*)$/im.exec(mail.raw)?.[1])).toEqual([
      '<a1b2@example.com>',
      '<a1b2@example.com>',
    ]);
    expect(received[0]).toMatchObject({ from: 'slipway@example.com', to: ['ops@customer.example'] });
    expect(received[0]?.raw).toContain('Shipment ASN-8 is late.');
  });

  it('sends each recipient once, and no hidden one', async () => {
    const { port, received } = await mailServer();
    await send(port, { input: { to: ['a@x.example', 'b@x.example', 'a@x.example'] } });
    expect(received[0]?.to).toEqual(['a@x.example', 'b@x.example']);
  });

  it('keeps a subject on its line', async () => {
    const { port, received } = await mailServer();
    await send(port, { input: { subject: 'x\r\nBcc: evil@x.example\u2028\0y' } });
    const [head = ''] = (received[0]?.raw ?? '').split('\r\n\r\n');
    expect(head.split('\r\n').filter((line) => /^bcc:/i.test(line))).toEqual([]);
    expect(head).toContain('Subject: x Bcc: evil@x.example y');
    expect(received[0]?.to).toEqual(['ops@customer.example']);
  });

  it.each([
    'a@x.example\r\nBcc: evil@x.example',
    'a@x.example, evil@x.example',
    'Name <a@x.example>',
    '"a\r\nRCPT TO:<evil@x.example>"@x.example',
    'a@x.example>\r\nDATA',
    'a',
    '',
  ])('refuses the recipient %j', async (to) => {
    const { port, received } = await mailServer();
    expect(await send(port, { input: { to } })).toMatchObject({ kind: 'failed', code: 'invalid-input' });
    expect(received).toEqual([]);
  });

  it('refuses a flood of recipients', async () => {
    const to = Array.from({ length: 51 }, (_, index) => `a${index}@x.example`);
    expect(await send(1, { input: { to } })).toMatchObject({ kind: 'failed', code: 'invalid-input' });
  });

  it.each([
    [421, 'retry', 'target-busy'],
    [450, 'retry', 'target-busy'],
    [550, 'failed', 'target-refused'],
    [554, 'failed', 'target-refused'],
  ])('after SMTP %i it ends in %s', async (status, kind, code) => {
    const { port } = await mailServer({ onRcptTo: (_address, _session, callback) => callback(coded(status)) });
    expect(await send(port)).toMatchObject({ kind, code });
  });

  it('is refused for a wrong password, and does not tell it', async () => {
    const { port } = await mailServer({ onAuth: (_auth, _session, callback) => callback(coded(535)) });
    const outcome = await send(port, { connection: { user: 'u', password: 'canary-4711' } });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'target-refused' });
    expect(JSON.stringify(outcome)).not.toContain('canary');
  });

  it('does not send in the clear what should be encrypted', async () => {
    const { port, received } = await mailServer();
    expect(await send(port, { connection: { secure: 'starttls' } })).toMatchObject({
      kind: 'failed',
      code: 'target-refused',
    });
    expect(received).toEqual([]);
  });

  it('is ambiguous when the connection breaks after the message, and safe to repeat when it breaks before', async () => {
    expect(await send(await breakingServer('.'))).toMatchObject({ kind: 'retry', code: 'target-lost' });
    expect(await send(await breakingServer('RCPT'))).toMatchObject({ kind: 'retry', code: 'target-unreachable' });
  });

  it('asks for another attempt when nobody listens', async () => {
    expect(await send(9)).toMatchObject({ kind: 'retry', code: 'target-unreachable' });
  });

  it('goes nowhere that was not granted', async () => {
    const { port, received } = await mailServer();
    const transports = createTransports({ grants: [], resolve: async () => ['127.0.0.1'] });
    for (const host of ['127.0.0.1', 'localhost', 'mail.example']) {
      const outcome = await callOperation({
        connector: email,
        operation: 'send',
        connection: connectionTo(port, { host }),
        input,
        actionId: 'a1',
        transports,
      });
      expect(outcome).toMatchObject({ kind: 'failed', code: 'egress-refused' });
    }
    expect(received).toEqual([]);
  });

  it('simulates with an output of its schema', () => {
    const operation = email.operations.send;
    expect(operation?.output.safeParse(operation.simulate({ input })).success).toBe(true);
  });
});

describe('testing an email connection', () => {
  it('tells whether the server accepts it', async () => {
    const { port } = await mailServer({
      onAuth: (auth, _session, callback) =>
        auth.password === 'right' ? callback(null, { user: 'u' }) : callback(coded(535)),
    });
    const transports = createTransports({ grants: [{ host: '127.0.0.1' }] });
    closing.push(() => transports.close());
    const test = (password: string) =>
      testConnection({ connector: email, connection: connectionTo(port, { user: 'u', password }), transports });
    expect(await test('right')).toMatchObject({ ok: true });
    expect(await test('wrong')).toMatchObject({ ok: false, code: 'target-refused' });
  });
});
