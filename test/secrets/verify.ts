/*
 * `npm run verify:secrets`: secrets that are in use (a connection's token reaches its target, people sign in) are looked for in
 * everything that Slipway writes or answers. `--sabotage leak` puts one where people can read it; then it must be found.
 */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { goodEvent } from '../bad-inputs/events.ts';
import { startProbed } from '../bad-inputs/server.ts';
import { ADMINISTRATOR, openStage } from '../bad-inputs/stage.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { repository, runSlipway } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Canary, type Hit, sweep } from './canary.ts';
import { readsOf } from './reads.ts';

const options = checkOptions({ sabotage: '' });
const canary = (name: string): Canary => ({ name, secret: `canary-${name}-${randomBytes(12).toString('hex')}` });
const [token, password] = [canary('bearer'), canary('mail')];
const canaries: Canary[] = [token, password, { name: 'administrator', secret: ADMINISTRATOR.password }];
const hits: Hit[] = [];
const sinks: Record<string, number> = {};
const look = (sink: string, content: Uint8Array | string) => {
  sinks[sink] = (sinks[sink] ?? 0) + Buffer.byteLength(content);
  hits.push(...sweep(sink, content, canaries));
};

const temporary = await temporaryDirectory();
const data = join(temporary.path, 'data');
const received: string[] = [];
const target = createServer((request, response) => {
  received.push(request.headers.authorization ?? '');
  // The first call fails, so that failures are told, retried and stored too.
  response.writeHead(received.length === 1 ? 500 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ accepted: true }));
});
await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
const { port } = target.address() as AddressInfo;

const example = JSON.parse(await readFile(join(repository, 'shared/src/examples/delivery-overdue.json'), 'utf8'));
const setup = join(temporary.path, 'setup.json');
const environment = { id: 'trial', kind: 'live', deliversTo: 'targets' };
const grants = [{ host: '127.0.0.1', port }];
await writeFile(setup, JSON.stringify({ environment, workflows: [example.workflow], variables: { days: 7 }, grants }));
const server = await startProbed(data, ['--setup', setup], { SLIPWAY_ACCESS: 'users', SLIPWAY_LOG_LEVEL: 'trace' });
const stage = await openStage(server);
canaries.push({ name: 'token of a program', secret: stage.token });

await bind('tms', 'http', {
  baseUrl: `http://127.0.0.1:${port}`,
  auth: { kind: 'bearer', token: { set: token.secret } },
});
const mail = { host: '127.0.0.1', port, secure: 'none', from: 'slipway@example.com', user: 'slipway' };
await bind('mail', 'email', { ...mail, password: { set: password.secret } });
if (options.sabotage === 'leak') {
  await stage.ask('POST', '/workflows', { name: `Uses ${token.secret}`, from: { blank: true } });
}
await stage.ask('POST', '/environments/trial/connections/tms/test', {});
await stage.ask('POST', '/environments/trial/connections/mail/test', {});
await stage.ask('POST', '/environments/trial/plans', { changes: [{ workflow: 'delivery-overdue', version: null }] });
const lines = [{ id: '1', deliverBy: '2026-01-10T23:59:59.999Z', timeQuality: 'day' }];
await goodEvent(stage, { id: 'late1', time: '2026-01-01T00:00:00Z', data: { classifier: 'REQ', lines } });
await stage.ask('POST', '/environments/trial/events', '{"bad":');
const used = () => received.filter((header) => header === `Bearer ${token.secret}`).length >= 2 || undefined;
await waitFor(used, { what: 'the secret to reach its target', timeoutMs: 30_000 });

const reads = await readsOf(stage);
const answered = new Map<string, number>();
for (const { path } of reads) {
  const { status, body, text, headers } = await stage.ask('GET', path);
  answered.set(path, status);
  look('API answers', text || JSON.stringify(body));
  look('API headers', JSON.stringify([...headers].filter(([name]) => name !== 'set-cookie')));
}
for (const path of ['/', '/api/reference', '/api/v1/openapi.json', '/readyz', '/metrics']) {
  look('pages', await (await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } })).text());
}
look('live stream', await liveChanges());
await server.stop();
target.close();
look('log', server.log.join('\n'));
const backup = join(temporary.path, 'all.slipway-backup');
await runSlipway(['backup', backup, '--data', data]);
look('backup', gunzipSync(await readFile(backup)));
const audit = join(temporary.path, 'audit.jsonl');
await runSlipway(['audit', 'export', audit, '--data', data]);
look('audit', await readFile(audit));
for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
  if (entry.isFile())
    look('data directory: database, queue and log', await readFile(join(entry.parentPath, entry.name)));
}
await temporary.remove();
const unread = [...answered].filter(([, status]) => status >= 500).map(([path]) => path);
for (const hit of hits) say(`${hit.canary} ${hit.form} in ${hit.sink}`);
const report = {
  canaries: canaries.length,
  reads: reads.length,
  sinks,
  hits: hits.length,
  found: hits.slice(0, 20),
  unread,
};
conclude(report, hits.length === 0 && unread.length === 0);

async function bind(slot: string, connector: string, config: object): Promise<void> {
  const { status, body } = await stage.ask('PUT', `/environments/trial/connections/${slot}`, { connector, config });
  if (status !== 200) throw new Error(`${slot} could not be bound: ${JSON.stringify(body)}`);
}

/** What a screen hears while something happens. */
async function liveChanges(): Promise<string> {
  const abort = new AbortController();
  const headers = { authorization: `Bearer ${stage.token}` };
  const response = await fetch(`${server.url}/api/v1/environments/trial/live`, { headers, signal: abort.signal });
  await goodEvent(stage, { time: '2026-01-01T00:00:00Z', data: { classifier: 'REQ', lines } });
  setTimeout(() => abort.abort(), 2_000);
  let text = '';
  try {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
  } catch {
    // ended by us
  }
  return text;
}
