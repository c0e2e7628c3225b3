/*
 * `npm run bench:conditions`: events a second through 1 to 10,000 rules, one thread. Other engines decide the same rules
 * about the same events in the same run, and must give the same answers; parsing the event is the yardstick.
 */
import { availableParallelism } from 'node:os';
import { checkOptions, conclude, say } from '../support/report.ts';
import { type Contender, type Speed, speedsOf } from './conditions/measure.ts';
import { type Ask, peers, slipway, slipwayTraced } from './conditions/peers.ts';
import { eventsOf, type Facts, type Rule, rulesOf } from './conditions/workload.ts';

const options = checkOptions({ rules: '1,10,100,1000,10000', repeat: '150', seed: '7' });
const seed = Number(options.seed);
const texts = eventsOf(2_000, seed).map((event) => JSON.stringify(event));
/** As they come out of the parser. */
const events = texts.map((text) => JSON.parse(text) as Facts);
/** Every engine is asked about the first of them, and must answer as the others do. */
const COMPARED = 100;

interface Row extends Speed {
  readonly engine: string;
  /** How many times as fast Slipway is. */
  readonly slipwayTimes: number;
}
interface Table {
  readonly mix: 'common' | 'rare';
  readonly rules: number;
  /** Rules that an event matches, on average. */
  readonly matches: number;
  readonly rows: readonly Row[];
}

const tables: Table[] = [];
let disagreements = 0;
for (const mix of ['common', 'rare'] as const)
  for (const count of options.rules.split(',').map(Number))
    tables.push(await tableOf(mix, rulesOf(count, seed, mix === 'rare')));
const bytes = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
conclude({ bytes, tables, disagreements, cores: availableParallelism() }, disagreements === 0);

async function tableOf(mix: Table['mix'], rules: readonly Rule[]): Promise<Table> {
  const into = new Uint32Array(rules.length);
  const expected = await answersOf(slipway.prepare(rules), rules.length);
  const names: string[] = ['JSON.parse of the event'];
  const contenders: Contender[] = [{ work: (at) => JSON.parse(texts[at % texts.length] ?? ''), threads: false }];
  for (const peer of [slipway, slipwayTraced, ...peers]) {
    if (rules.length > (peer.rulesMax ?? Number.POSITIVE_INFINITY)) continue;
    const ask = peer.prepare(rules);
    const answers = await answersOf(ask, rules.length);
    const wrong = answers.findIndex((answer, at) => answer !== expected[at]);
    if (wrong >= 0) {
      disagreements += 1;
      say(`${peer.name} says [${answers[wrong]}] where slipway says [${expected[wrong]}]`);
    }
    names.push(peer.name);
    contenders.push({
      work: (at) => ask(events[at % events.length] as Facts, into),
      threads: peer.threads ?? false,
    });
  }
  const speeds = await speedsOf(contenders, Number(options.repeat));
  const own = speeds[names.indexOf(slipway.name)]?.perSecond ?? 0;
  const rows = names.map((engine, at): Row => {
    const speed = speeds[at] ?? { perSecond: 0, spread: [0, 0] };
    return { engine, ...speed, slipwayTimes: Number((own / speed.perSecond).toPrecision(3)) };
  });
  const matched = expected.map((answer) => (answer === '' ? 0 : answer.split(',').length));
  const matches = matched.reduce((sum, each) => sum + each, 0) / matched.length;
  say(`${mix}, ${rules.length} rules, ${matches} of them match an event`);
  for (const { engine, perSecond, spread, slipwayTimes } of rows)
    say(`  ${engine}: ${perSecond}/s (${spread.join(' … ')}), slipway × ${slipwayTimes}`);
  return { mix, rules: rules.length, matches, rows };
}

async function answersOf(ask: Ask, rules: number): Promise<readonly string[]> {
  const into = new Uint32Array(rules);
  const answers: string[] = [];
  // A thousand rules take the slowest engine tens of milliseconds an event.
  for (const event of events.slice(0, rules >= 1_000 ? COMPARED / 5 : COMPARED))
    answers.push(into.subarray(0, await ask(event, into)).join());
  return answers;
}
