import { type Answer, expectStatus, first, type Play, type Stage } from './case.ts';

const list = (stage: Stage) => `/environments/${stage.environment}/exceptions`;
const dev = (stage: Stage) => `/environments/${stage.environment}`;

/** Every route that changes something, as the OpenAPI document has it. */
async function unsafeRoutes(stage: Stage): Promise<{ method: string; path: string; permission: string }[]> {
  const { body } = await stage.ask('GET', '/openapi.json');
  const { paths } = body as { paths: Record<string, Record<string, { 'x-permission': string }>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'get')
      .map(([method, facts]) => ({ method, path: path.replace('/api/v1', ''), permission: facts['x-permission'] })),
  );
}

const viewerWrites: Play = async (stage) => {
  const { cookie } = await stage.member('viewer');
  const wrong: string[] = [];
  for (const { method, path, permission } of await unsafeRoutes(stage)) {
    if (permission === 'none' || permission === 'account:own') continue;
    const at = path.replace('{environment}', stage.environment).replaceAll(/\{\w+\}/g, 'x');
    const { status } = await stage.bare(method.toUpperCase(), at, {}, { cookie });
    if (status !== 403) wrong.push(`${method} ${path}: ${status}`);
  }
  return wrong.length > 0 ? wrong.join('; ') : undefined;
};

const orphanToken: Play = async (stage) => {
  const { id, cookie } = await stage.member('integrator');
  const wanted = { name: 'orphan', environments: [stage.environment], permissions: ['environment:read'], days: 1 };
  const made = await stage.bare('POST', '/tokens', wanted, { cookie });
  const { secret } = made.body as { secret: string };
  const use = () => stage.bare('GET', `${dev(stage)}/summary`, undefined, { authorization: `Bearer ${secret}` });
  const before = await use();
  await stage.ask('PATCH', `/users/${id}`, { state: 'disabled' });
  return first(expectStatus(before, [200]), expectStatus(await use(), [401]));
};

const noEnvironment: Play = async (stage) => {
  const answers: Answer[] = [];
  for (const path of ['/environments//summary', '/environments/summary', '/summary', '/environments/a,b/summary']) {
    answers.push(await stage.ask('GET', path));
  }
  return first(...answers.map((answer) => expectStatus(answer, [400, 404])));
};

const queryAbuse: Play = async (stage, { input }) => {
  const query = input.replace(/^\?/, '');
  const parts = query.split('&');
  return first(
    ...(await Promise.all(
      ['&', ...parts, query].slice(1).map(async (each) => {
        return expectStatus(await stage.ask('GET', `${list(stage)}?${each}`), [400]);
      }),
    )),
  );
};

const likeAbuse: Play = async (stage) => {
  for (const search of ['%'.repeat(200), '%'.repeat(10_000), '_', '\\', '\\%_', "'; DROP TABLE users; --"]) {
    const from = performance.now();
    const answer = await stage.ask('GET', `${list(stage)}?search=${encodeURIComponent(search)}`);
    const amiss =
      expectStatus(answer, [200, 400, 431]) ?? (performance.now() - from > 2_000 ? 'it was slow' : undefined);
    if (amiss) return `${search.slice(0, 5)}: ${amiss}`;
  }
  return undefined;
};

const foreignPage: Play = async (stage) => {
  const { cookie } = await stage.member('admin');
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://app.example.com.evil.io', 'sec-fetch-site': 'cross-site' },
  ]) {
    const answer = await stage.bare('POST', `${dev(stage)}/hold`, { held: true, reason: 'x' }, { cookie, ...headers });
    const verdict = expectStatus(answer, [403]);
    if (verdict) return verdict;
  }
  return undefined;
};

const noCors: Play = async (stage) => {
  for (const origin of ['null', 'https://app.example.com.evil.io', 'http://localhost.evil.io']) {
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await stage.bare(method, '/session', undefined, { origin });
      if ([...headers.keys()].some((name) => name.startsWith('access-control-'))) return `${method} allows ${origin}`;
    }
  }
  return undefined;
};

const largeBody: Play = async (stage) => {
  const events = `${dev(stage)}/events`;
  const array = await stage.ask('POST', events, Buffer.from(`[${'1,'.repeat(999_999)}1]`));
  const huge = await stage.ask('POST', events, Buffer.alloc(200 * 1_048_576, 0x20));
  const { rssMb } = await stage.server.probe();
  return first(
    expectStatus(array, [413]),
    expectStatus(huge, [413]),
    rssMb > 1_500 ? `it holds ${rssMb} MB` : undefined,
  );
};

const deepBody: Play = async (stage) => {
  for (const body of ['['.repeat(100_000), '{"a":'.repeat(100_000)]) {
    const answer = await stage.ask('POST', '/workflows', body);
    if (answer.status !== 400 || answer.code !== 'too-deep') return `answered ${answer.status} ${answer.code}`;
  }
  return undefined;
};

const keyMisuse: Play = async (stage) => {
  const { body } = await stage.ask('GET', `${list(stage)}?limit=1`);
  const [open] = (body as { items: readonly { id: string; revision?: number }[] }).items;
  if (!open) return 'there is no exception to try it on';
  const key = stage.fresh('key');
  const transition = (note: string) =>
    stage.ask(
      'POST',
      `${list(stage)}/${open.id}/transitions`,
      { to: 'acknowledged', revision: open.revision ?? 1, note },
      { 'idempotency-key': key },
    );
  await transition('one');
  const again = await transition('another');
  return again.code === 'key-reused' ? expectStatus(again, [422]) : `answered ${again.status} ${again.code}`;
};

const oddIds: Play = async (stage) => {
  const ids = [
    '../../etc',
    '%00',
    '550E8400-E29B-41D4-A716-446655440000',
    '0',
    '-1',
    '9223372036854775808',
    'x'.repeat(4_000),
  ];
  const places = ['exceptions', 'subjects', 'actions', 'dead-letters', 'workflows', 'connections', 'plans'];
  for (const id of ids) {
    const named = id.startsWith('%') ? id : encodeURIComponent(id);
    for (const place of places) {
      const verdict = expectStatus(await stage.ask('GET', `${dev(stage)}/${place}/${named}`), [400, 404]);
      if (verdict) return `${place}/${id.slice(0, 20)}: ${verdict}`;
    }
    const verdict = expectStatus(await stage.ask('GET', `/environments/${named}/summary`), [400, 404]);
    if (verdict) return `environment ${id.slice(0, 20)}: ${verdict}`;
  }
  return undefined;
};

const dryRun: Play = async (stage) => {
  await stage.server.probe();
  const event = { type: 'order.changed', subject: `shipment:${stage.fresh('dry')}`, time: '2026-01-01T00:00:00Z' };
  const data = { classifier: 'REQ', lines: [{ id: '1', deliverBy: '2026-01-10T23:59:59.999Z', timeQuality: 'day' }] };
  const answer = await stage.ask('POST', `${dev(stage)}/test-events`, { event: { ...event, data } });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { connections } = await stage.server.probe();
  return first(expectStatus(answer, [200, 202]), connections.length === 0 ? undefined : `opened ${connections.join()}`);
};

/** Cases of the API area. */
export const API_PLAYS: Readonly<Record<string, Play>> = {
  'API-002': viewerWrites,
  'API-004': orphanToken,
  'API-005': noEnvironment,
  'API-007': queryAbuse,
  'API-009': likeAbuse,
  'API-010': foreignPage,
  'API-012': noCors,
  'API-014': largeBody,
  'API-015': deepBody,
  'API-017': keyMisuse,
  'API-019': oddIds,
  'API-020': dryRun,
};
