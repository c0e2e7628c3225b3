import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type BadInput, expectStatus, first, type Play, type Stage, type Verdict } from './case.ts';
import { bytesOf } from './generate.ts';

/** The codes of the case file in our words, where they differ from ours by more than their letters. */
const CODES: Readonly<Record<string, string>> = {
  SCHEMA: 'invalid-event',
  NO_KEY: 'no-subject',
  LOOP: 'too-many-hops',
};

/** The text of a case's object as the data of an event that is good otherwise. */
export function eventAround(stage: Stage, input: BadInput): string {
  const text = input.input;
  const id = stage.fresh('bad');
  const key = /"shipmentId"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1] ?? JSON.stringify(id);
  const time = /"ts"\s*:\s*("[^"]*")/.exec(text)?.[1] ?? '"2026-03-01T08:00:00Z"';
  const type = /"(?:lat|lon)"/.test(text) ? 'telematics.position' : 'order.changed';
  const data = text.trim().replace(/^\{/, type === 'order.changed' ? '{"classifier":"ACT",' : '{');
  const subject = key.replace('"', '"shipment:');
  return `{"id":"${id}","source":"bad-inputs","type":"${type}","subject":${subject},"time":${time},"data":${data}}`;
}

/** Posts one event and holds the answer against what the case asserts. */
export const postEvent: Play = async (stage, input) => {
  const bytes = bytesOf(input);
  if (!bytes) return 'the runner cannot make this input';
  const isObject = input.input_kind === 'literal' && input.input.trimStart().startsWith('{');
  const body = isObject ? eventAround(stage, input) : bytes;
  const answer = await stage.ask('POST', events(stage), body, { 'content-type': 'application/json' });
  if (/^OK/.test(input.assert)) return expectStatus(answer, [200]);
  const { events: each } = answer.body as { events?: readonly { code?: string }[] };
  // An array is taken for events, each of which is judged by itself.
  if (answer.status === 200 && each?.length === 1 && each[0]?.code)
    return judged(stage, input, { ...answer, status: 400, code: each[0].code, body: each[0] });
  return judged(stage, input, answer);
};

async function judged(stage: Stage, input: BadInput, answer: Answer): Promise<Verdict> {
  const codes = [...input.assert.matchAll(/DLQ:([A-Z_0-9]+)|or ([A-Z_0-9]{4,})/g)].map(([, code, other]) =>
    ours(code ?? other ?? ''),
  );
  if (codes.includes(answer.code ?? '') && answer.status >= 400) return keptAsDeadLetter(stage, answer.body);
  if (/or (?:OK|mapped)/.test(input.assert) && answer.status === 200) return undefined;
  return `answered ${answer.status} ${answer.code}, not ${codes.join(' or ')}`;
}

function ours(code: string): string {
  return CODES[code] ?? code.toLowerCase().replaceAll('_', '-');
}

/** What is too large to be read is refused whole; everything else is kept as it came. */
async function keptAsDeadLetter(stage: Stage, body: unknown): Promise<Verdict> {
  const { deadLetter, code } = body as { deadLetter?: string; code?: string };
  if (!deadLetter) return code === 'too-large' ? undefined : 'no dead letter was kept';
  return expectStatus(await stage.ask('GET', `/environments/${stage.environment}/dead-letters/${deadLetter}`), [200]);
}

function events(stage: Stage): string {
  return `/environments/${stage.environment}/events`;
}

/** Posts an event that nothing is wrong with. */
export async function goodEvent(stage: Stage, change: object = {}): Promise<{ id: string; verdict: Verdict }> {
  const id = stage.fresh('good');
  const event = { id, source: 'good', type: 'order.changed', subject: `shipment:${id}`, time: '2026-03-01T08:00:00Z' };
  const answer = await stage.ask('POST', events(stage), { ...event, data: { classifier: 'ACT' }, ...change });
  return { id, verdict: expectStatus(answer, [200]) };
}

/** What became of an event, once it is decided one way or the other. */
export async function fateOf(stage: Stage, source: string, id: string): Promise<string> {
  for (let round = 0; round < 100; round += 1) {
    const path = `/environments/${stage.environment}/events/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;
    const { body } = await stage.ask('GET', path);
    const { state } = body as { state?: string };
    if (state && state !== 'pending') return state;
    await sleep(50);
  }
  return 'pending';
}

const shipment = async (stage: Stage, id: string) => {
  const path = `/environments/${stage.environment}/subjects/${encodeURIComponent(`shipment:${id}`)}`;
  return (await stage.ask('GET', path)).body as Record<string, unknown> & { facts?: unknown };
};

const duplicates: Play = async (stage) => {
  const id = stage.fresh('twice');
  for (let copy = 0; copy < 100; copy += 1) {
    const { verdict } = await goodEvent(stage, { id, subject: `shipment:${id}` });
    if (verdict) return verdict;
  }
  await fateOf(stage, 'good', id);
  await sleep(500);
  const { timeline } = (await shipment(stage, id)) as { timeline?: readonly { kind: string }[] };
  const told = (timeline ?? []).filter(({ kind }) => kind === 'event').length;
  return told === 1 ? undefined : `the subject's story tells the event ${told} times`;
};

const outOfOrder: Play = async (stage) => {
  const play = async (order: readonly number[]) => {
    const subject = stage.fresh('order');
    for (const sequence of order) {
      const data = { classifier: 'EST', at: `2026-03-0${sequence}T08:00:00Z` };
      const change = { type: 'shipment.delivered', subject: `shipment:${subject}`, sequence: String(sequence), data };
      const { id } = await goodEvent(stage, { ...change, time: `2026-02-0${sequence}T08:00:00Z` });
      await fateOf(stage, 'good', id);
    }
    const { milestones } = (await shipment(stage, subject)) as { milestones?: unknown };
    return JSON.stringify(milestones);
  };
  const [inOrder, reversed] = [await play([1, 2, 3, 4, 5]), await play([5, 4, 3, 2, 1])];
  if (!inOrder) return 'the shipment shows no milestones';
  return inOrder === reversed ? undefined : 'the state depends on the order of arrival';
};

const noKey: Play = async (stage) => {
  const event = {
    id: stage.fresh('keyless'),
    source: 'bad',
    type: 'order.changed',
    time: '2026-03-01T08:00:00Z',
    data: {},
  };
  const answer = await stage.ask('POST', events(stage), event);
  return answer.code === 'no-subject'
    ? keptAsDeadLetter(stage, answer.body)
    : `answered ${answer.status} ${answer.code}`;
};

/** So many keys are too many bytes too; fewer of them are too many keys only. */
const tooManyKeys: Play = async (stage, input) => {
  const whole = await stage.ask('POST', events(stage), bytesOf(input) ?? '');
  const data = Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`k${at}`, 1]));
  const event = { id: stage.fresh('wide'), source: 'bad', type: 'order.changed', subject: 'shipment:W', data };
  const smaller = await stage.ask('POST', events(stage), { ...event, time: '2026-03-01T08:00:00Z' });
  if (smaller.code !== 'too-many-keys') return `answered ${smaller.status} ${smaller.code}`;
  return first(expectStatus(whole, [400, 413]), await keptAsDeadLetter(stage, smaller.body));
};

/** A local time that comes twice or never in its zone, through a source that declares the zone. */
const localTime: Play = async (stage, { input }) => {
  const { eta } = JSON.parse(input) as { eta: string };
  const { shipment: subject, meant } = LOCAL_TIMES.find((each) => each.eta === eta) ?? {};
  if (!subject || !meant) return 'the runner does not know what this time means';
  await fateOf(stage, '/zones', subject);
  const text = JSON.stringify(await shipment(stage, subject));
  return text.includes(meant) ? undefined : `${eta} was not understood as ${meant}`;
};

/**
 * Times in New York and what they mean here: of two the earlier, and one that never was is as much later as the clocks were
 * put forward.
 */
export const LOCAL_TIMES = [
  { shipment: 'fold', eta: '2026-11-01T01:30:00', meant: '2026-11-01T05:30:00.000Z' },
  { shipment: 'gap', eta: '2026-03-08T02:30:00', meant: '2026-03-08T07:30:00.000Z' },
];

const sameInUnicode: Play = async (stage) => {
  const name = `${stage.fresh('x')}-caf\u00e9`;
  for (const form of ['NFC', 'NFD'] as const) {
    const subject = `shipment:${name.normalize(form)}`;
    const { id, verdict } = await goodEvent(stage, { subject });
    if (verdict) return verdict;
    await fateOf(stage, 'good', id);
  }
  const search = await stage.ask('GET', `/environments/${stage.environment}/subjects?search=${name.slice(0, -1)}`);
  const { items } = search.body as { items: readonly unknown[] };
  return items.length === 1 ? undefined : `${items.length} shipments`;
};

const brokenTrace: Play = async (stage, { input }) => {
  const traceparent = input.replace(/^.*traceparent:\s*/, '');
  const { id, verdict } = await goodEvent(stage, { traceparent });
  return first(verdict, (await fateOf(stage, 'good', id)) === 'decided' ? undefined : 'it was not decided');
};

const literalText: Play = async (stage, input) => {
  const before = stage.server.log.length;
  const verdict = await postEvent(stage, input);
  const raw = stage.server.log.slice(before).find((line) => [...line].some((sign) => sign < ' '));
  return first(verdict, raw === undefined ? undefined : 'a control character reached the log');
};

const loop: Play = async (stage) => {
  const event = { id: stage.fresh('loop'), source: 'bad', type: 'order.changed', subject: 'shipment:L', hop: 17 };
  const answer = await stage.ask('POST', events(stage), { ...event, time: '2026-03-01T08:00:00Z', data: {} });
  return answer.code === 'too-many-hops' ? keptAsDeadLetter(stage, answer.body) : `answered ${answer.code}`;
};

/** Cases of events that are more than posting one. */
export const EVENT_PLAYS: Readonly<Record<string, Play>> = {
  'EVENT-007': tooManyKeys,
  'EVENT-026': localTime,
  'EVENT-027': localTime,
  'EVENT-032': noKey,
  'EVENT-036': sameInUnicode,
  'EVENT-037': duplicates,
  'EVENT-039': outOfOrder,
  'EVENT-042': brokenTrace,
  'EVENT-047': literalText,
  'EVENT-052': literalText,
  'WORKFLOW-025': loop,
};

/** What cannot be judged by posting the input, and is not played yet. */
export const EVENTS_NOT_PLAYED: ReadonlySet<string> = new Set([
  'EVENT-031',
  'EVENT-041',
  'EVENT-046',
  'EVENT-049',
  'EVENT-051',
]);
