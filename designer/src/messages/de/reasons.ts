/** How a reason begins: with the step itself, or with the key that it watches. */
const WHO = '(It|“[^”]+”)';
const of = (said: string, german: string) => [new RegExp(said), german] as const;

/**
 * Why a workflow did not fire, in German: what the engine says of its steps that sense. Sentences follow each other in one
 * text, so none is held to its beginning or end; what belongs to several of them stands by itself, behind them.
 */
/** Phases where a sentence names them; it names several with “or” between them. */
const PHASES = [
  ['before pickup', 'vor der Abholung'],
  ['at origin', 'am Startort'],
  ['in transit', 'unterwegs'],
  ['at stop', 'an einem Halt'],
  ['at destination', 'am Ziel'],
  ['after', 'abgeschlossen'],
  ['or', '“ oder „'],
].map(([english, german = '']) => {
  const spaces = english === 'or' ? ' ' : '';
  return [
    new RegExp(`(?<=(?:in der Phase|jetzt ist) „[^;.]*)${spaces}\\b${english}\\b${spaces}`, 'g'),
    german,
  ] as const;
});

export const reasons: readonly (readonly [said: RegExp, german: string])[] = [
  of(`${WHO} was due (.+?) and happened late, on (.+?)\\.`, '$1 war fällig am $2 und geschah zu spät, am $3.'),
  of(`${WHO} was due (.+?) and happened in time, on (.+?)\\.`, '$1 war fällig am $2 und geschah rechtzeitig, am $3.'),
  of(`${WHO} was due (.+?) and is not known to have happened\\.`, '$1 war fällig am $2, nicht als geschehen bekannt.'),
  of(`${WHO} is due (.+?); it is (.+?)\\.`, '$1 ist fällig am $2; jetzt ist $3.'),
  of(`${WHO} has no due time\\.`, '$1 hat keine Fälligkeit.'),
  of(
    'It has not begun: no (.+?) has come that begins it\\.',
    'Es hat nicht begonnen: Kein $1 ist gekommen, das es beginnt.',
  ),
  of(
    'It has not begun: the condition that begins it does not hold\\.',
    'Es hat nicht begonnen: Die Bedingung, die es beginnt, trifft nicht zu.',
  ),
  of(
    'It watches nothing here: no key is known for this subject\\.',
    'Hier wird nichts beobachtet: Zu diesem Vorgang ist kein Schlüssel bekannt.',
  ),
  of('The same was asked for (\\d+) more\\.', 'Dasselbe wurde für $1 weitere gefragt.'),
  of('It looks only while the subject is (.+?); it is (.+?)\\.', 'Es gilt nur in der Phase „$1“; jetzt ist „$2“.'),
  ...PHASES,
  of('No (\\S.*?) that counts has come for this subject\\.', 'Zu diesem Vorgang ist kein $1 gekommen, das zählt.'),
  of('No (\\S.*?) has come for this subject\\.', 'Zu diesem Vorgang ist kein $1 gekommen.'),
  of('The last (\\S+) came, but its condition does not hold\\.', '$1 kam zuletzt, aber die Bedingung trifft nicht zu.'),
  of('The last (\\S+) came and fired\\.', '$1 kam zuletzt und löste aus.'),
  of('Its condition has not held\\.', 'Die Bedingung hat nicht zugetroffen.'),
  of('Its condition would hold now\\.', 'Die Bedingung träfe jetzt zu.'),
  of('Its condition does not hold now\\.', 'Die Bedingung trifft jetzt nicht zu.'),
  of('It last held until (.+?)\\.', 'Zuletzt traf es bis $1 zu.'),
  of(`${WHO} does not hold now`, '$1 trifft jetzt nicht zu'),
  of(`${WHO} has held since (.+?), longer than (.+?)\\.`, '$1 trifft seit $2 zu, länger als $3.'),
  of(`${WHO} has held for (.+?) of (.+?) since `, '$1 trifft zu, $2 von $3, seit '),
  of(' by (\\d+) of (\\d+) samples', ' nach $1 von $2 Messungen'),
  of(', last told of ', ', zuletzt gemeldet am '),
  of('It does not listen now: its condition does not hold\\.', 'Es horcht jetzt nicht: Die Bedingung trifft nicht zu.'),
  of(`${WHO} has not begun to listen\\.`, '$1 hat noch nicht zu horchen begonnen.'),
  of(`${WHO} does not count now: everything from (.+?) is silent\\.`, '$1 zählt jetzt nicht: Alles von $2 schweigt.'),
  of(`${WHO} has been silent since (.+?), longer than (.+?)\\.`, '$1 schweigt seit $2, länger als $3.'),
  of(`${WHO} was never heard, and is listened for since (.+?); `, '$1 wurde nie gehört, erwartet wird es seit $2; '),
  of(`${WHO} was last heard (.+?)(?=[;,])`, '$1 wurde zuletzt gehört am $2'),
  of(', counted from (.+?)(?=;)', ', gezählt ab $1'),
  of('; silent at (.+?), it is (.+?)\\.', '; als Schweigen gilt es ab $1, jetzt ist $2.'),
  of('It wakes no subject that has ended\\.', 'Beendete Vorgänge weckt es nicht.'),
  of(
    'It is not set for this subject: nothing has come since it went live\\.',
    'Für diesen Vorgang ist es nicht gestellt: Seit es läuft, ist nichts gekommen.',
  ),
  of('It is next on (.+?); it is (.+?)\\.', 'Das nächste Mal ist am $1; jetzt ist $2.'),
  ...[
    ['more than', 'mehr als'],
    ['at least', 'mindestens'],
    ['less than', 'weniger als'],
    ['at most', 'höchstens'],
  ].flatMap(([english, german]) => [
    of(`${WHO} has been ${english} (\\S+) since (.+?)\\.`, `$1 beträgt ${german} $2 seit $3.`),
    of(`; it must be ${english} `, `; nötig ist ${german} `),
  ]),
  of('; it must be past a threshold that is not known', '; die Schwelle ist nicht bekannt'),
  of(`${WHO} comes to nothing that can be told from `, '$1 ergibt nichts Bestimmtes, aus '),
  of(`${WHO} comes to (\\S+) from `, '$1 ergibt $2 aus '),
  of('aus one reading ', 'aus einer Messung '),
  of('aus (\\d+) readings ', 'aus $1 Messungen '),
  of('(Messung(?:en)?) in the last ', '$1 innerhalb von '),
  of('(Messung(?:en)?) in the present ', '$1 im laufenden Abschnitt von '),
  of('(Messung(?:en)?) since it was last quiet', '$1 seit der letzten Ruhe'),
  of('(Messung(?:en)?) in this phase', '$1 in dieser Phase'),
  of(' \\(it takes (\\d+) samples\\)', ' (es braucht $1 Messungen)'),
  of('This workflow looks at subjects of kind (\\S+) only\\.', 'Dieser Ablauf betrachtet nur Vorgänge der Art $1.'),
  of('It fired: a run began on (.+?) and is open\\.', 'Es hat ausgelöst: Ein Lauf begann am $1 und ist offen.'),
  of('It fired: a run began on (.+?) and ended as ', 'Es hat ausgelöst: Ein Lauf begann am $1 und endete als '),
  of('^would say yes$', 'würde ja sagen'),
  of('^would say no$', 'würde nein sagen'),
  [/\bIt (?=war |ist |hat |trifft |zählt |schweigt |wurde |beträgt |ergibt )/g, 'Es '],
];
