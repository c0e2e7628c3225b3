import { EVENT_TYPES, GERMAN_TITLES } from '@slipway/shared/event';
import { lacks } from './lacks.ts';
import { plans } from './plans.ts';
import { reasons } from './reasons.ts';

/**
 * What the engine says of its steps, in German. It writes one language into its records, since records must not depend
 * on a reader; who reads them in another has them put into it here. What no line knows stays as it was recorded.
 */
const SENTENCES: readonly (readonly [said: RegExp, german: string])[] = [
  [/^yes\b/, 'ja'],
  [/^no(?=$|,)/, 'nein'],
  [/^fires\b/, 'löst aus'],
  [/^failed\b/, 'gescheitert'],
  [/there is no table (.+)$/, 'es gibt keine Tabelle $1'],
  [/no transit model (“[^”]+”) here$/, 'hier gibt es kein Laufzeitmodell $1'],
  [/^counted\b/, 'gezählt'],
  [/^closed\b/, 'geschlossen'],
  [/^taken back from (.+)$/, 'zurückgenommen von $1'],
  [/^taken back by (.+)$/, 'zurückgenommen durch $1'],
  [/^taken back\b/, 'zurückgenommen'],
  [/^done$/, 'erledigt'],
  [/^waits\b/, 'wartet'],
  [/^not reached$/, 'nicht erreicht'],
  [/\ball of it holds\b/, 'alles davon trifft zu'],
  [/^it happened on (.+), due (.+)$/, 'geschah am $1, fällig $2'],
  [/^it happened (.+) late$/, 'geschah $1 zu spät'],
  [/\bdue (.+), not known to have happened$/, 'fällig $1, nicht als geschehen bekannt'],
  [/^nothing is due any more$/, 'nichts ist mehr fällig'],
  [/^the due time had been moved to (.+)$/, 'die Fälligkeit war auf $1 verschoben'],
  [/(?<=^|, )nothing more since (.+)$/, 'nichts mehr seit $1'],
  [/(?<=^|, )nothing at all since (.+)$/, 'gar nichts seit $1'],
  [/^nobody listens for it any more$/, 'niemand achtet mehr darauf'],
  [/^not in (.+)$/, 'nicht in $1'],
  [/^found in (.+)$/, 'gefunden in $1'],
  [/^(.+), the threshold is (.+)$/, '$1, die Schwelle ist $2'],
  [/^back at (.+) after (.+)$/, 'wieder bei $1 nach $2'],
  [/^row (.+)$/, 'Zeile $1'],
  [/^no row holds$/, 'keine Zeile trifft zu'],
  [/^no case holds$/, 'kein Fall trifft zu'],
  [/^no answer in time$/, 'keine Antwort in der Zeit'],
  [/^the time has come$/, 'die Zeit ist da'],
  [/^the time has moved$/, 'die Zeit hat sich verschoben'],
  [/^the time is over already$/, 'die Zeit ist schon um'],
  [/^nothing came in time$/, 'nichts kam in der Zeit'],
  [/^holds already$/, 'trifft schon zu'],
  [/^still holds after the cooldown$/, 'trifft nach der Ruhezeit noch zu'],
  [/^still holds$/, 'trifft noch zu'],
  [/^held for (.+)$/, 'hielt $1 an'],
  [/^over after (.+)$/, 'vorbei nach $1'],
  [/^inside the cooldown$/, 'in der Ruhezeit'],
  [/^a run is open$/, 'ein Lauf ist offen'],
  [/^nobody to tell$/, 'niemand, dem es zu melden wäre'],
  [/^(\d+) of (\d+) came in time$/, '$1 von $2 kamen in der Zeit'],
  [/^the event that it fired for was taken back$/, 'das auslösende Ereignis wurde zurückgenommen'],
];

/** What a step did, before what it says of it. */
const DEEDS: readonly (readonly [said: RegExp, german: string])[] = [
  [/^fired(?=$|,)/, 'ausgelöst'],
  [/^entered(?=$|,)/, 'erreicht'],
  [/^resumed(?=$|,)/, 'fortgesetzt'],
  [/^ended(?=$|,)/, 'beendet'],
  [/^breached(?=$|,)/, 'nicht rechtzeitig'],
  [/^cleared(?=$|,)/, 'entfallen'],
  [/^reopened(?=$|,)/, 'wieder eröffnet'],
  [/^retracted(?=$|,)/, 'zurückgenommen'],
  [/^cancelled(?=$|,)/, 'abgebrochen'],
  [/, done$/, ', erledigt'],
];

/** What failures say of themselves behind their title. */
const DETAILS: readonly (readonly [said: RegExp, german: string])[] = [
  [/^at least (\d+) characters$/, 'mindestens $1 Zeichen'],
  [/^at most (\d+) bytes$/, 'höchstens $1 Bytes'],
  [
    /^Only the local owner signs in here, so nobody else could approve\.$/,
    'Hier meldet sich niemand an, daher könnte niemand sonst zustimmen.',
  ],
  [/^it repeats itself$/, 'es wiederholt sich'],
  [/^it is a number$/, 'es ist eine Zahl'],
  [/^it is the name$/, 'es ist der Name'],
  [/^it is one of those tried first$/, 'es gehört zu denen, die zuerst versucht werden'],
  [/^it is the present one$/, 'es ist das bisherige'],
  [/^the present password$/, 'das bisherige Passwort'],
  [/^wait (\d+) s$/, 'noch $1 s'],
  [/^too many sign-ins at once$/, 'zu viele Anmeldungen zugleich'],
  [/^somebody has this name$/, 'jemand heißt schon so'],
  [/^the id (\S+) is taken$/, 'die Kennung $1 ist vergeben'],
  [/^the code; the log of the server shows it$/, 'der Code; das Protokoll des Servers zeigt ihn'],
  [
    /^this is the last administrator; make another one first$/,
    'das ist der letzte Verwalter; legen Sie erst einen weiteren an',
  ],
  [/^there is no environment (\S+)$/, 'eine Umgebung $1 gibt es nicht'],
  [/^the action is (\S+)$/, 'die Aktion ist im Zustand $1'],
  [/^the run is (\S+)$/, 'der Lauf ist im Zustand $1'],
];

/** What a timeline says of a shipment, and the activity of a case. */
const TIMELINE: readonly (readonly [said: RegExp, german: string])[] = [
  [/^Now critical: /, 'Jetzt kritisch: '],
  [/^Now high: /, 'Jetzt hoch: '],
  [/^Now medium: /, 'Jetzt mittel: '],
  [/^Now low: /, 'Jetzt niedrig: '],
  [/^Exception became more severe: /, 'Ausnahme verschärft: '],
  [/^Exception not answered in time: /, 'Ausnahme nicht rechtzeitig beantwortet: '],
  [/^Exception opened again: /, 'Ausnahme wieder eröffnet: '],
  [/^Asked for: /, 'Angefordert: '],
  [/^Action withdrawn$/, 'Aktion zurückgezogen'],
  [/^Run ended$/, 'Lauf beendet'],
  [/^Told (\S+): /, 'Gemeldet an $1: '],
  [/^Commitment (\d.+) for line (\S+)/, 'Zusage für den $1, Position $2'],
  [/^Commitment (\d.+) for (\d+) lines/, 'Zusage für den $1, $2 Positionen'],
  [/ planned for (?=\d)/, ', geplant für den '],
  [/ expected (?=\d)/, ', erwartet am '],
  [/ requested for (?=\d)/, ', gewünscht für den '],
  [/, line (\S+)/, ', Position $1'],
  [/, (\d+) lines\b/, ', $1 Positionen'],
  [/^Exceptions$/, 'Ausnahmen'],
  [/^Run cancelled$/, 'Lauf abgebrochen'],
  [/^Not taken up in time$/, 'Nicht rechtzeitig übernommen'],
  [/^Not closed in time$/, 'Nicht rechtzeitig geschlossen'],
  [/^simulated: kept here, sent to nobody$/, 'simuliert: hier aufbewahrt, an niemanden gesendet'],
];

const MONTHS = [
  ...[
    ['Jan', 'Januar'],
    ['Feb', 'Februar'],
    ['Mar', 'März'],
    ['Apr', 'April'],
    ['May', 'Mai'],
    ['Jun', 'Juni'],
  ],
  ...[
    ['Jul', 'Juli'],
    ['Aug', 'August'],
    ['Sep', 'September'],
    ['Oct', 'Oktober'],
    ['Nov', 'November'],
    ['Dec', 'Dezember'],
  ],
] as const;
/** Days as timelines write them. */
const DAYS = MONTHS.map(
  ([english, german]) => [new RegExp(`\\b(\\d{1,2}) ${english} (?=\\d{4}\\b)`, 'g'), `$1. ${german} `] as const,
);

/** What the catalogue calls its events, where a title stands alone or begins a line. */
const TITLES = Object.values(EVENT_TYPES).flatMap(({ type, title }) => {
  const german = GERMAN_TITLES[type];
  return german === undefined ? [] : [[new RegExp(`^${title}(?=$|[,:])`), german] as const];
});

/** Whatever was said, it is quoted as German quotes; ours are closed by the sign that English ones begin with. */
const QUOTES = [/“([^“”]+)”/g, '„$1“'] as const;

export const answers = [
  ...plans,
  ...lacks,
  ...reasons,
  ...SENTENCES,
  ...DEEDS,
  ...DETAILS,
  ...TIMELINE,
  ...TITLES,
  ...DAYS,
  QUOTES,
];
