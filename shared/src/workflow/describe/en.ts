import { words } from '../../expression/index.ts';
import { capital } from '../../language/index.ts';
import type { ConfigOf } from '../kinds/config.ts';
import type { HitPolicy } from '../kinds/decide.ts';
import type { Aggregate } from '../kinds/sense.ts';
import type { Saying, Target, WorkflowWording } from './wording.ts';

const POLICIES: Readonly<Record<HitPolicy, string>> = {
  unique: 'the one of',
  first: 'the first of',
  priority: 'the highest of',
  any: 'any of',
  collect: 'all of',
  ruleOrder: 'all of',
  outputOrder: 'all, the highest first, of',
};
const COLLECTED = { sum: 'Sum of', min: 'Least', max: 'Greatest', count: 'Number of' } as const;
const AGGREGATES: Readonly<Record<Aggregate, string>> = {
  count: 'count',
  distinct: 'different values',
  sum: 'sum',
  avg: 'mean',
  min: 'least',
  max: 'most',
  spread: 'spread',
  rate: 'change',
  displacement: 'displacement',
  minutesTrue: 'minutes true',
  meanKineticTemperature: 'mean kinetic temperature',
};
const COMPARED = {
  greaterThan: 'more than',
  greaterThanInclusive: 'at least',
  lessThan: 'less than',
  lessThanInclusive: 'at most',
} as const;

const sentence = (parts: readonly (string | false | undefined)[]) => parts.filter(Boolean).join(', ');
const steps = (numbers: readonly number[]) =>
  `${numbers.length === 1 ? 'step' : 'steps'} ${numbers.length > 1 ? `${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}` : numbers[0]}`;

/** What is counted, over what, and when that is too much: “count of Shock in 1 d, at least 10”. */
function windowed(config: ConfigOf<'window'>, say: Saying): string {
  const of = config.value ? say.expression(config.value)() : say.titles(config.on);
  const over =
    'sliding' in config.over
      ? `in ${say.duration(config.over.sliding)}`
      : 'tumbling' in config.over
        ? `each ${say.duration(config.over.tumbling)}`
        : 'session' in config.over
          ? `until ${say.duration(config.over.session)} of silence`
          : 'in the phase';
  const { operator, value } = config.threshold;
  const limit = typeof value === 'number' ? String(value) : say.expression(value.cel)();
  return `${AGGREGATES[config.aggregate]} of ${of} ${over}, ${COMPARED[operator]} ${limit}`;
}

/** “Severity by tier and delay: the first of 12 rows that holds”. */
function tabled({ hitPolicy, aggregate, inputs, outputs, rows }: ConfigOf<'table'>, say: Saying): string {
  const labels = (columns: readonly { readonly label: string }[]) => say.and(columns.map(({ label }) => label));
  const given = aggregate ? `${COLLECTED[aggregate]} ${labels(outputs).toLowerCase()}` : labels(outputs);
  const hold = /^all/.test(POLICIES[hitPolicy]) ? 'hold' : 'holds';
  const count = `${rows.length} ${rows.length === 1 ? 'row' : 'rows'}`;
  return `${given} by ${labels(inputs)}: ${POLICIES[hitPolicy]} ${count} that ${hold}`;
}

function opened(config: ConfigOf<'exception'>, say: Saying): string {
  const severity =
    typeof config.severity === 'string' ? `${capital(config.severity)} case` : 'Case of computed severity';
  return sentence(
    [
      say.whole ? `Opens a ${severity.toLowerCase()}` : severity,
      config.assignee && `for the ${config.assignee}`,
      config.choices?.length && `asks: ${say.or(config.choices.map((choice) => choice.label))}`,
      !say.whole && config.sla?.resolve && `closed within ${say.duration(config.sla.resolve)}`,
      !say.whole && config.clear && `clears when ${say.condition(config.clear.when)}`,
    ].map((each) => each || undefined),
  );
}

function waited({ for: awaited, until, timeout }: ConfigOf<'wait'>, say: Saying): string {
  const text = sentence([
    awaited &&
      `${say.titles(awaited.on)}${awaited.when ? `${say.whole ? ' when' : ','} ${say.condition(awaited.when)}` : ''}`,
    until && `until ${say.expression(until)()}`,
    timeout && `at most ${say.duration(timeout)}`,
  ]);
  return say.whole ? `Waits ${awaited ? 'for ' : ''}${text}` : text;
}

/** Workflows in English. */
export const ENGLISH: WorkflowWording = {
  kinds: {
    trigger: ({ on, when }, say) => (when ? `${say.titles(on)} when ${say.condition(when)}` : `On ${say.titles(on)}`),
    deadline: ({ met, due, grace }, say) =>
      `${say.titles(met.on)}: due ${say.expression(due)()}${grace ? `, ${say.duration(grace)} grace` : ''}`,
    hold: (config, say) =>
      `${say.condition(config.while)} for ${say.duration(config.for)}${config.until ? `, until ${say.condition(config.until)}` : ''}`,
    window: windowed,
    missing: (config, say) =>
      `No ${say.titles(config.on)} for ${say.duration(config.for)}${config.while ? ` while ${say.condition(config.while)}` : ''}`,
    schedule: ({ at, when }, say) => {
      const time = 'cron' in at ? `At ${at.cron} (${at.timeZone ?? 'UTC'})` : `Every ${say.duration(at.every)}`;
      return when ? `${time} when ${say.condition(when)}` : time;
    },
    condition: ({ when }, say) => `${say.whole ? 'Asks whether ' : ''}${say.condition(when)}`,
    switch: ({ cases }, say) =>
      `${say.whole ? 'Takes the first case that holds: ' : ''}${say.or(cases.map((each) => each.label))}`,
    set: ({ values }, say) =>
      say.whole ? `Computes ${say.and(Object.keys(values).map((key) => words([key])))}` : say.and(Object.keys(values)),
    table: tabled,
    lookup: ({ table, key, fields }, say) => {
      const by = `by ${say.and(key.map((each) => say.expression(each)()))}`;
      return fields
        ? `${capital(say.and(fields.map((field) => words([field]))))} of ${table}, ${by}`
        : `${table} ${by}`;
    },
    estimate: ({ model, since, by, emit }, say) => {
      const factors = Object.keys(by).map((name) => words([name]));
      const grouped = factors.length > 0 ? `, by ${say.and(factors)}` : '';
      const tells = emit ? `; tells ${say.titles([emit.type])} (${emit.quantile})` : '';
      return `By ${model}, from ${say.expression(since)()}${grouped}${tells}`;
    },
    subflow: ({ workflow, inputs }, say) => {
      const given = Object.keys(inputs).map((name) => words([name]));
      return `Runs ${workflow}${given.length > 0 ? ` with ${say.and(given)}` : ''}`;
    },
    action: ({ slot, operation, retry }, say) => {
      const attempts = retry ? `, ${say.whole ? 'at most ' : ''}${retry.attempts} attempts` : '';
      return say.whole ? `Asks “${slot}”: ${operation}${attempts}` : `${slot} · ${operation}${attempts}`;
    },
    exception: opened,
    wait: waited,
    emit: ({ type, subject }, say) => {
      const kind = say.kindOf(subject);
      const whom = kind
        ? `the ${kind}`
        : say.whole && say.isItself(subject)
          ? 'the subject itself'
          : say.expression(subject)();
      return `${say.whole ? 'Tells ' : ''}${say.titles([type])} about ${whom}`;
    },
    join: ({ need, timeout }, say) => {
      const ways = { all: 'All ways', any: 'The first way' };
      return `${typeof need === 'number' ? `${need} ways` : ways[need]}${timeout ? `, at most ${say.duration(timeout)}` : ''}`;
    },
    end: ({ outcome }, say) => (say.whole ? `Ends as “${outcome}”` : outcome),
  },
  headings: {
    about: 'What it is about',
    starts: 'What starts it',
    steps: 'What happens then',
    ends: 'How it ends',
    promises: 'What it promises',
    clears: 'When cases close',
    names: 'What its named conditions mean',
    asks: 'What it works with',
  },
  anyOf: (family) => `any ${family} event`,
  ports: {
    out: '',
    held: 'Once it has held',
    released: 'When it is over',
    over: 'Beyond the limit',
    under: 'Back within the limit',
    missed: 'If it is missed',
    met: 'If it happens after all',
    silent: 'When nothing has come',
    heard: 'When something comes again',
    yes: 'If so',
    no: 'If not',
    else: 'Otherwise',
    none: 'If there is none',
    found: 'If it is found',
    unknown: 'If it cannot be said',
    done: 'Once it is done',
    failed: 'If it fails',
    opened: 'At once',
    resolved: 'Once it is resolved',
    breached: 'If it is not closed in time',
    cleared: 'If it closes by itself',
    received: 'When it comes',
    timeout: 'If it does not come in time',
  },
  chosen: (label) => `If “${label}” is chosen`,
  ofCase: (label) => `In the case “${label}”`,
  ofEnd: (label) => `If that ends as “${label}”`,
  way: (lead, targets) => {
    const on = (back: boolean, text: string) => {
      const numbers = targets.filter((target: Target) => target.back === back).map(({ number }) => number);
      return numbers.length > 0 ? `${text} ${steps(numbers)}` : '';
    };
    const where = [on(false, 'on to'), on(true, 'back to')].filter(Boolean).join(' and ');
    return lead === '' ? `${capital(where)}.` : `${lead}, ${where}.`;
  },
  joins: (numbers) => `Brings together ${steps(numbers)}.`,
  subjects: {
    shipment: 'shipments',
    order: 'orders',
    load: 'loads',
    equipment: 'pieces of equipment',
    vehicle: 'vehicles',
    vessel: 'vessels',
    carrier: 'carriers',
    site: 'sites',
    stock: 'stocks',
    lane: 'lanes',
    disruption: 'disruptions',
    connection: 'connections',
  },
  about: (name, subjects) => `“${name}” looks at ${subjects}.`,
  settings: {
    runs: {
      one: 'While a run is open, further reasons are only counted on it.',
      restart: 'A further reason ends the open run and begins a new one.',
      parallel: 'Every reason begins a run of its own.',
    },
    wrongFiring: {
      retract: 'If late evidence shows that there was no reason, everything is taken back.',
      ignore: 'If late evidence shows that there was no reason, nothing is taken back.',
    },
    closedEarly: {
      reopen: 'A case that closed too early is opened again.',
      ignore: 'A case that closed too early stays closed.',
    },
  },
  cooldown: (time) => `A new run begins ${time()} after the last one at the earliest.`,
  entry: (number, inputs) =>
    `Other workflows can run it: it then begins with step ${number}${inputs.length > 0 ? `, given ${inputs.map((name) => words([name])).join(', ')}` : ''}.`,
  grouped: (title, numbers) => `The group “${title}” holds ${steps(numbers)}.`,
  promise: (number, { acknowledge, resolve, calendar }, say) => {
    const taken = acknowledge && `taken up within ${say.duration(acknowledge)}`;
    const closed = resolve && `closed within ${say.duration(resolve)}`;
    const times = calendar ? `, in the business time of ${words([calendar])}` : '';
    return `The case of step ${number} is ${[taken, closed].filter(Boolean).join(' and ')}${times}.`;
  },
  clears: (number, when, hold) =>
    `The case of step ${number} closes by itself when ${when('main')}${hold ? `, and that for ${hold}` : ''}.`,
  clearsNamed: (number, name) => `The case of step ${number} closes by itself: “${name}”.`,
  byPerson: (number) => `The case of step ${number} is closed by a person.`,
  named: (name, when) => `“${name}” holds when ${when('main')}.`,
  system: (slot, connector, operations, numbers) =>
    `It asks “${slot}”${connector ? ` (${connector})` : ''}: ${operations.join(', ')} in ${steps(numbers)}.`,
  table: (table, number) => `It reads the table “${table}” in step ${number}.`,
  model: (model, number) => `It estimates by the model “${model}” in step ${number}.`,
  part: (workflow, number) => `It runs the workflow “${workflow}” in step ${number}.`,
};
