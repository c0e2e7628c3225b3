import { describePath, words } from '../../expression/index.ts';
import { capital, enumerate } from '../../language/index.ts';
import type { ConfigOf, Severity } from '../kinds/config.ts';
import type { HitPolicy } from '../kinds/decide.ts';
import type { Aggregate } from '../kinds/sense.ts';
import type { Saying, Target, WorkflowWording } from './wording.ts';

/** In the dative: “einen Fall mit hoher Schwere”. */
const SEVERITIES: Readonly<Record<Severity, string>> = {
  low: 'niedriger',
  medium: 'mittlerer',
  high: 'hoher',
  critical: 'kritischer',
};
const POLICIES: Readonly<Record<HitPolicy, (rows: string) => string>> = {
  unique: (rows) => `die eine zutreffende von ${rows}`,
  first: (rows) => `die erste zutreffende von ${rows}`,
  priority: (rows) => `die höchste zutreffende von ${rows}`,
  any: (rows) => `irgendeine zutreffende von ${rows}`,
  collect: (rows) => `alle zutreffenden von ${rows}`,
  ruleOrder: (rows) => `alle zutreffenden von ${rows}, der Reihe nach`,
  outputOrder: (rows) => `alle zutreffenden von ${rows}, die höchste zuerst`,
};
const COLLECTED = {
  sum: 'Summe von',
  min: 'Kleinster Wert von',
  max: 'Größter Wert von',
  count: 'Anzahl von',
} as const;
const AGGREGATES: Readonly<Record<Aggregate, string>> = {
  count: 'Anzahl',
  distinct: 'Zahl verschiedener Werte',
  sum: 'Summe',
  avg: 'Mittelwert',
  min: 'Kleinster Wert',
  max: 'Größter Wert',
  spread: 'Spannweite',
  rate: 'Änderung',
  displacement: 'Ortsveränderung',
  minutesTrue: 'Minuten mit zutreffender Bedingung',
  meanKineticTemperature: 'Mittlere kinetische Temperatur',
};
const COMPARED = {
  greaterThan: 'mehr als',
  greaterThanInclusive: 'mindestens',
  lessThan: 'weniger als',
  lessThanInclusive: 'höchstens',
} as const;
const OPERATIONS: Readonly<Record<string, string>> = { send: 'Senden', request: 'Anfrage' };
/** Families of event types, for patterns such as `exception.*`. */
const FAMILIES: Readonly<Record<string, string>> = {
  order: 'Auftrag',
  shipment: 'Sendung',
  transport: 'Transport',
  vessel: 'Schiff',
  appointment: 'Termin',
  equipment: 'Ladegerät',
  customs: 'Zoll',
  document: 'Dokument',
  telematics: 'Telematik',
  warehouse: 'Lager',
  inventory: 'Bestand',
  exception: 'Ausnahme',
  action: 'Aktion',
  source: 'Quelle',
};
/** In the accusative, with its article: whom an event is about. */
const WHOM: Readonly<Record<string, string>> = {
  shipment: 'die Sendung',
  order: 'den Auftrag',
  load: 'die Ladung',
  equipment: 'das Ladegerät',
  vehicle: 'das Fahrzeug',
  vessel: 'das Schiff',
  carrier: 'den Frachtführer',
  site: 'den Standort',
  stock: 'den Bestand',
  lane: 'die Relation',
};

const sentence = (parts: readonly (string | false | undefined)[]) => parts.filter(Boolean).join(', ');
const steps = (numbers: readonly number[]) => enumerate(numbers.map(String), 'und');
const named = (key: string) => describePath('', [key], { language: 'de', form: 'bare' });
const operation = (name: string) => (Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined) ?? name;

function windowed(config: ConfigOf<'window'>, say: Saying): string {
  const of = config.value ? say.expression(config.value)('dative') : say.titles(config.on);
  const over =
    'sliding' in config.over
      ? `innerhalb von ${say.duration(config.over.sliding, 'dative')}`
      : 'tumbling' in config.over
        ? `je ${say.duration(config.over.tumbling)}`
        : 'session' in config.over
          ? `bis ${say.duration(config.over.session)} lang nichts kommt,`
          : 'in der Phase';
  const { operator, value } = config.threshold;
  const limit = typeof value === 'number' ? String(value).replace('.', ',') : say.expression(value.cel)();
  const from = of.startsWith('dem ') ? `vom ${of.slice(4)}` : `von ${of}`;
  return `${AGGREGATES[config.aggregate]} ${from} ${over} ist ${COMPARED[operator]} ${limit}`;
}

function tabled({ hitPolicy, aggregate, inputs, outputs, rows }: ConfigOf<'table'>, say: Saying): string {
  const labels = (columns: readonly { readonly label: string }[]) => say.and(columns.map(({ label }) => `„${label}“`));
  const given = aggregate ? `${COLLECTED[aggregate]} ${labels(outputs)}` : labels(outputs);
  const count = `${rows.length} ${rows.length === 1 ? 'Zeile' : 'Zeilen'}`;
  return `Bestimmt ${given} nach ${labels(inputs)}: ${POLICIES[hitPolicy](count)}`;
}

function opened(config: ConfigOf<'exception'>, say: Saying): string {
  const severity =
    typeof config.severity === 'string' ? `${SEVERITIES[config.severity]} Schwere` : 'berechneter Schwere';
  return sentence([
    `Eröffnet einen Fall mit ${severity}${config.assignee ? ` für „${config.assignee}“` : ''}`,
    config.choices?.length ? `zur Wahl: ${say.or(config.choices.map((choice) => `„${choice.label}“`))}` : undefined,
    !say.whole && config.sla?.resolve && `zu schließen innerhalb von ${say.duration(config.sla.resolve, 'dative')}`,
    !say.whole && config.clear && `entfällt, wenn ${say.condition(config.clear.when, 'final')}`,
  ]);
}

function waited({ for: awaited, until, timeout }: ConfigOf<'wait'>, say: Saying): string {
  const met = awaited?.when ? `, sofern ${say.condition(awaited.when, 'final')}` : '';
  const parts = sentence([
    awaited && `auf ${say.titles(awaited.on)}${met}`,
    until && `bis ${say.expression(until)('bare')}`,
    timeout && `höchstens ${say.duration(timeout)}`,
  ]);
  return `Wartet ${parts}`;
}

/** Workflows in German. */
export const GERMAN: WorkflowWording = {
  kinds: {
    trigger: ({ on, when }, say) =>
      when ? `Bei ${say.titles(on)}, wenn ${say.condition(when, 'final')}` : `Bei ${say.titles(on)}`,
    deadline: ({ met, due, grace }, say) =>
      `Frist für ${say.titles(met.on)} ist ${say.expression(due)('nominative')}${grace ? `, mit ${say.duration(grace, 'dative')} Nachfrist` : ''}`,
    hold: (config, say) =>
      `Gilt ${say.duration(config.for)} lang ohne Unterbrechung: ${say.condition(config.while, 'main')}${config.until ? `; endet, sobald ${say.condition(config.until, 'final')}` : ''}`,
    window: windowed,
    missing: (config, say) =>
      `Seit ${say.duration(config.for, 'dative')} kein Ereignis ${say.titles(config.on)}${config.while ? `, solange ${say.condition(config.while, 'final')}` : ''}`,
    schedule: ({ at, when }, say) => {
      const time =
        'cron' in at ? `Nach Zeitplan ${at.cron} (${at.timeZone ?? 'UTC'})` : `Alle ${say.duration(at.every)}`;
      return when ? `${time}, wenn ${say.condition(when, 'final')}` : time;
    },
    condition: ({ when }, say) => `Prüft, ob ${say.condition(when, 'final')}`,
    switch: ({ cases }, say) => `Nimmt den ersten zutreffenden Fall: ${say.or(cases.map((each) => `„${each.label}“`))}`,
    set: ({ values }, say) => `Berechnet ${say.and(Object.keys(values).map((key) => `„${words([key])}“`))}`,
    table: tabled,
    lookup: ({ table, key, fields }, say) => {
      const by = `nach ${say.and(key.map((each) => say.expression(each)('dative')))}`;
      const read = fields ? `${say.and(fields.map(named))} aus „${table}“` : `in „${table}“`;
      return `Schlägt ${read} nach, gesucht ${by}`;
    },
    estimate: ({ model, since, by, emit }, say) => {
      const factors = Object.keys(by).map(named);
      const grouped = factors.length > 0 ? `, getrennt nach ${say.and(factors)}` : '';
      const tells = emit ? `; meldet das Ergebnis als ${say.titles([emit.type])} (${emit.quantile})` : '';
      return `Schätzt mit „${model}“ ab ${say.expression(since)('dative')}${grouped}${tells}`;
    },
    subflow: ({ workflow, inputs }, say) => {
      const given = Object.keys(inputs).map((name) => `„${words([name])}“`);
      return `Führt den Ablauf „${workflow}“ aus${given.length > 0 ? `, mit ${say.and(given)}` : ''}`;
    },
    action: ({ slot, operation: asked, retry }) =>
      `Wendet sich an „${slot}“: ${operation(asked)}${retry ? `, höchstens ${retry.attempts} ${retry.attempts === 1 ? 'Versuch' : 'Versuche'}` : ''}`,
    exception: opened,
    wait: waited,
    emit: ({ type, subject }, say) => {
      const kind = say.kindOf(subject);
      const itself = say.isItself(subject) ? 'den Vorgang selbst' : undefined;
      const whom =
        kind === undefined
          ? (itself ?? say.expression(subject)('accusative'))
          : ((Object.hasOwn(WHOM, kind) ? WHOM[kind] : undefined) ?? `„${kind}“`);
      return `Meldet ${say.titles([type])} an ${whom}`;
    },
    join: ({ need, timeout }, say) => {
      const ways = { all: 'Wartet auf alle Wege', any: 'Wartet auf den ersten Weg' };
      return `${typeof need === 'number' ? `Wartet auf ${need} Wege` : ways[need]}${timeout ? `, höchstens ${say.duration(timeout)}` : ''}`;
    },
    end: ({ outcome }) => `Endet mit „${outcome}“`,
  },
  headings: {
    about: 'Worum es geht',
    starts: 'Was den Ablauf auslöst',
    steps: 'Was dann geschieht',
    ends: 'Wie er endet',
    promises: 'Was er zusagt',
    clears: 'Wann Fälle schließen',
    names: 'Was die benannten Bedingungen bedeuten',
    asks: 'Womit er arbeitet',
  },
  anyOf: (family) => `„${(Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined) ?? family}“ (jedes Ereignis)`,
  ports: {
    out: '',
    held: 'Hat es so lange gegolten',
    released: 'Ist es vorbei',
    over: 'Ist die Grenze erreicht',
    under: 'Ist die Grenze wieder eingehalten',
    missed: 'Wird die Frist versäumt',
    met: 'Geschieht es doch noch',
    silent: 'Bleibt es still',
    heard: 'Kommt wieder etwas',
    yes: 'Wenn ja',
    no: 'Wenn nein',
    else: 'Sonst',
    none: 'Wird nichts gefunden',
    found: 'Wird etwas gefunden',
    unknown: 'Ist keine Schätzung möglich',
    done: 'Ist das erledigt',
    failed: 'Scheitert das',
    opened: 'Sofort',
    resolved: 'Ist der Fall gelöst',
    breached: 'Wird der Fall nicht rechtzeitig geschlossen',
    cleared: 'Entfällt der Fall von selbst',
    received: 'Trifft es ein',
    timeout: 'Kommt es nicht rechtzeitig',
  },
  chosen: (label) => `Wird „${label}“ gewählt`,
  ofCase: (label) => `Im Fall „${label}“`,
  ofEnd: (label) => `Endet das mit „${label}“`,
  way: (lead, targets) => {
    const on = (back: boolean, text: string) => {
      const numbers = targets.filter((target: Target) => target.back === back).map(({ number }) => number);
      return numbers.length > 0 ? `${text} ${steps(numbers)}` : '';
    };
    const where = [on(false, 'weiter mit Schritt'), on(true, 'zurück zu Schritt')].filter(Boolean).join(' und ');
    return lead === '' ? `${capital(where)}.` : `${lead}: ${where}.`;
  },
  joins: (numbers) => `Führt die Wege von Schritt ${steps(numbers)} zusammen.`,
  subjects: {
    shipment: 'Sendungen',
    order: 'Aufträge',
    load: 'Ladungen',
    equipment: 'Ladegeräte',
    vehicle: 'Fahrzeuge',
    vessel: 'Schiffe',
    carrier: 'Frachtführer',
    site: 'Standorte',
    stock: 'Bestände',
    lane: 'Relationen',
    disruption: 'Störungen',
    connection: 'Verbindungen',
  },
  about: (name, subjects) => `„${name}“ betrachtet ${subjects}.`,
  settings: {
    runs: {
      one: 'Solange ein Lauf offen ist, werden weitere Anlässe nur mitgezählt.',
      restart: 'Ein weiterer Anlass beendet den offenen Lauf und beginnt einen neuen.',
      parallel: 'Jeder Anlass beginnt einen eigenen Lauf.',
    },
    wrongFiring: {
      retract: 'Zeigt sich später, dass es keinen Anlass gab, wird alles zurückgenommen.',
      ignore: 'Zeigt sich später, dass es keinen Anlass gab, bleibt es dabei.',
    },
    closedEarly: {
      reopen: 'Ein zu früh geschlossener Fall wird wieder eröffnet.',
      ignore: 'Ein zu früh geschlossener Fall bleibt geschlossen.',
    },
  },
  cooldown: (time) => `Ein neuer Lauf beginnt frühestens ${time('accusative')} nach dem letzten.`,
  entry: (number, inputs) =>
    `Andere Abläufe können ihn ausführen: Er beginnt dann mit Schritt ${number}${
      inputs.length > 0
        ? ` und erhält ${enumerate(
            inputs.map((name) => `„${words([name])}“`),
            'und',
          )}`
        : ''
    }.`,
  grouped: (title, numbers) => `Die Gruppe „${title}“ umfasst Schritt ${steps(numbers)}.`,
  promise: (number, { acknowledge, resolve, calendar }, say) => {
    const taken = acknowledge && `innerhalb von ${say.duration(acknowledge, 'dative')} übernommen`;
    const closed = resolve && `innerhalb von ${say.duration(resolve, 'dative')} geschlossen`;
    const times = calendar ? `, gerechnet in der Arbeitszeit von „${words([calendar])}“` : '';
    return `Der Fall aus Schritt ${number} wird ${[taken, closed].filter(Boolean).join(' und ')}${times}.`;
  },
  clears: (number, when, hold) =>
    `Der Fall aus Schritt ${number} schließt von selbst, wenn ${when('final')}${hold ? `, und zwar ${hold} lang` : ''}.`,
  clearsNamed: (number, name) => `Der Fall aus Schritt ${number} schließt von selbst: „${name}“.`,
  byPerson: (number) => `Den Fall aus Schritt ${number} schließt ein Mensch.`,
  named: (name, when) => `„${name}“ trifft zu, wenn ${when('final')}.`,
  system: (slot, connector, operations, numbers) =>
    `Er wendet sich an „${slot}“${connector ? ` (${connector})` : ''}: ${operations.map(operation).join(', ')} in Schritt ${steps(numbers)}.`,
  table: (table, number) => `Er liest die Tabelle „${table}“ in Schritt ${number}.`,
  model: (model, number) => `Er schätzt mit dem Modell „${model}“ in Schritt ${number}.`,
  part: (workflow, number) => `Er führt den Ablauf „${workflow}“ in Schritt ${number} aus.`,
};
