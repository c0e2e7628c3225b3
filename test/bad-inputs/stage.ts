import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer, Body, Stage } from './case.ts';
import { LOCAL_TIMES } from './events.ts';
import type { ProbedServer } from './server.ts';

export const ADMINISTRATOR = { name: 'Administrator', password: 'a lantern under the pier' };
const ENVIRONMENT = 'trial';

/** Writes the set-up of the trial environment, where nothing leaves the machine. */
export async function writeSetup(directory: string, workflow: object): Promise<string> {
  const file = join(directory, 'setup.json');
  const lines = LOCAL_TIMES.map((time) => JSON.stringify({ shipmentId: time.shipment, eta: time.eta }));
  await writeFile(join(directory, 'zones.jsonl'), `${lines.join('\n')}\n`);
  const setup = {
    environment: { id: ENVIRONMENT, kind: 'live', deliversTo: 'outbox' },
    workflows: [workflow],
    variables: { days: 7 },
    sources: [{ id: 'zones', connector: 'file', config: { path: 'zones.jsonl', format: 'jsonl', mapping: NEW_YORK } }],
    connections: {
      tms: { connector: 'http', config: { baseUrl: 'https://tms.example', auth: { kind: 'none' } } },
      mail: {
        connector: 'email',
        config: { host: 'mail.example', port: 25, secure: 'none', from: 'slipway@example.com' },
      },
    },
  };
  await writeFile(file, JSON.stringify(setup));
  return file;
}

/** Reads the local times of a source in New York. */
const NEW_YORK = {
  formatVersion: 1,
  id: 'new-york',
  title: 'Local times in New York',
  zone: 'America/New_York',
  fields: {
    shipment: { type: 'text', column: 'shipmentId' },
    eta: { type: 'date', column: 'eta', formats: ['iso'] },
  },
  events: [
    {
      type: 'shipment.planned',
      id: 'shipment',
      source: '/zones',
      subject: { kind: 'shipment', scheme: 'asn', value: 'shipment' },
      time: 'eta',
      at: 'eta',
      data: { deliverBy: { $expr: 'eta' } },
    },
  ],
};

/** Makes the first administrator with the code of the log, and a token for everything. */
export async function openStage(server: ProbedServer): Promise<Stage> {
  let count = 0;
  const fresh = (prefix: string) => {
    count += 1;
    return `${prefix}${count}`;
  };
  const bare: Stage['bare'] = async (method, path, body, headers = {}) => send(server, method, path, body, headers);
  const code = server.log.map((line) => /"code":"([a-z0-9-]{20,})"/.exec(line)?.[1]).find(Boolean);
  const cookie = cookieOf(await bare('POST', '/setup', { code, ...ADMINISTRATOR }));
  if (!cookie) throw new Error('the first administrator could not be made');
  const session = (await bare('GET', '/session', undefined, { cookie })).body as {
    permissions: { installation: string[] };
  };
  const permissions = session.permissions.installation.filter(
    (name) => !/^(account|token):/.test(name) && name !== 'status:read',
  );
  const made = await bare('POST', '/tokens', { name: 'all', environments: null, permissions, days: 30 }, { cookie });
  const { secret } = made.body as { secret: string };
  const ask: Stage['ask'] = (method, path, body, headers) =>
    bare(method, path, body, { authorization: `Bearer ${secret}`, ...headers });
  const signIn: Stage['signIn'] = async (name, password) =>
    cookieOf(await bare('POST', '/session', { name, password }));
  return {
    server,
    environment: ENVIRONMENT,
    token: secret,
    bare,
    ask,
    fresh,
    signIn,
    async member(role) {
      const name = fresh('Member');
      const roles = role ? [{ environment: ENVIRONMENT, role }] : [];
      const answer = (await ask('POST', '/users', { name, roles })).body as { user: { id: string }; password: string };
      const first = await signIn(name, answer.password);
      const { password } = ADMINISTRATOR;
      const changed = await bare(
        'POST',
        '/session/password',
        { current: answer.password, password },
        { cookie: first },
      );
      return { id: answer.user.id, name, password, cookie: cookieOf(changed) };
    },
  };
}

function cookieOf({ headers }: Answer): string {
  return (headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function send(
  server: ProbedServer,
  method: string,
  path: string,
  body: Body | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const content =
    body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as NonNullable<RequestInit['body']> };
  let response: Response;
  try {
    response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...content,
    });
  } catch (error) {
    // A body that is refused half-way may end the connection before the answer is read.
    return {
      status: 413,
      code: `connection: ${String((error as Error).cause ?? error)}`,
      body: {},
      text: '',
      headers: new Headers(),
    };
  }
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  const parsed = isJson ? (JSON.parse(text) as { code?: string }) : {};
  return { status: response.status, code: parsed.code, body: parsed, text, headers: response.headers };
}
