const of = (said: string, german: string) => [new RegExp(said), german] as const;

/** How a need that is not met begins when it is told as a problem. */
const NOT_READY = (['slot', 'variable', 'connector', 'reference data'] as const).map((what) => {
  const german = {
    slot: 'Der Anschluss',
    variable: 'Die Variable',
    connector: 'Der Konnektor',
    'reference data': 'Die Tabelle oder das Laufzeitmodell',
  }[what];
  return of(`^The ${what} (“[^”]+”) is not ready in (\\S+): `, `${german} $1 ist in $2 nicht bereit: `);
});

/** What the runtime says of a plan: what it needs, why it cannot go on, what it takes back. Whole sentences, in German. */
export const plans: readonly (readonly [said: RegExp, german: string])[] = [
  ...NOT_READY,
  of('(^|: )no connection yet(?=\\.?$)', '$1noch keine Verbindung'),
  of('(^|: )it is bound to (\\S+), the workflow wants (\\S+?)(?=\\.?$)', '$1gebunden ist $2, der Ablauf möchte $3'),
  of('^(\\S+) cannot do (.+)$', '$1 kann nicht: $2'),
  of('^not tested yet$', 'noch nicht getestet'),
  of('(^|: )no value here and no default(?=\\.?$)', '$1hier kein Wert und keine Vorgabe'),
  of('(^|: )it must be a string(?=\\.?$)', '$1muss ein Text sein'),
  of('(^|: )it must be a number(?=\\.?$)', '$1muss eine Zahl sein'),
  of('(^|: )it must be a boolean(?=\\.?$)', '$1muss ja oder nein sein'),
  of(' \\(the default\\)$', ' (die Vorgabe)'),
  of('^version (\\S+)$', 'Version $1'),
  of('(^|: )this installation has no such connector(?=\\.?$)', '$1diese Installation hat keinen solchen Konnektor'),
  of('^(\\d+) rows$', '$1 Zeilen'),
  of('^(\\d+) groups$', '$1 Gruppen'),
  of('(^|: )there is no such table(?=\\.?$)', '$1es gibt keine solche Tabelle'),
  of('(^|: )there is no such transit model(?=\\.?$)', '$1es gibt kein solches Laufzeitmodell'),
  of('it is a table, and the step wants a transit model', 'es ist eine Tabelle, der Schritt möchte ein Laufzeitmodell'),
  of('it is a transit model, and the step wants a table', 'es ist ein Laufzeitmodell, der Schritt möchte eine Tabelle'),
  of('its key is (.+), and the step gives (\\d+) of them', 'der Schlüssel ist $1, der Schritt gibt $2 davon'),
  of('(^|: )it has no column (.+?)(?=\\.?$)', '$1es fehlt die Spalte $2'),
  of('(^|: )it does not go by (.+?)(?=\\.?$)', '$1es unterscheidet nicht nach $2'),
  of('^The environment runs exactly this already\\.$', 'Genau das läuft in der Umgebung schon.'),
  of(
    '^“([^”]+)” is archived\\. Restore it before it is released\\.$',
    '„$1“ liegt im Archiv. Holen Sie den Ablauf zurück, bevor er freigegeben wird.',
  ),
  of(
    '^“([^”]+)” version (\\d+) by (.+) was released here only\\. ',
    '„$1“, Version $2 von $3, wurde nur hier freigegeben. ',
  ),
  of('The new version was saved later\\.$', 'Die neue Version wurde später gespeichert.'),
  of('The new version is older than that\\.$', 'Die neue Version ist älter.'),
  of('^“([^”]+)” fails (\\d+) of its (\\d+) tests: (.+)\\.$', '„$1“ besteht $2 von $3 Tests nicht: $4.'),
  of(' and others\\.$', ' und weitere.'),
  of('^You may not apply plans here\\.$', 'Sie dürfen hier keine Pläne anwenden.'),
  of('^It has problems that must be mended first\\.$', 'Zuerst sind die Probleme zu beheben.'),
  of('^It waits for 1 more to approve it\\.$', 'Eine Zustimmung fehlt noch.'),
  of('^It waits for (\\d+) more to approve it\\.$', '$1 Zustimmungen fehlen noch.'),
  of('^You may not approve plans here\\.$', 'Sie dürfen hier keinem Plan zustimmen.'),
  of('^Only a person can approve, not a token\\.$', 'Nur Personen können zustimmen, keine Token.'),
  of('^You have approved it\\.$', 'Sie haben zugestimmt.'),
  of(
    '^You are an author of what it releases, or of the plan\\.$',
    'Was freigegeben wird oder der Plan selbst stammt auch von Ihnen.',
  ),
  of('^It has been applied\\.$', 'Er wurde angewendet.'),
  of('^It was withdrawn\\.$', 'Er wurde zurückgezogen.'),
  of('^A newer plan changes the same\\.$', 'Ein neuerer Plan ändert dasselbe.'),
  of('^It was not applied in time\\.$', 'Er wurde nicht rechtzeitig angewendet.'),
  of(
    '^What (\\S+) runs, or its variables or reference data, has changed since\\.$',
    'Seither hat sich geändert, was in $1 läuft, oder dort eine Variable, eine Tabelle oder ein Laufzeitmodell.',
  ),
  of('^What (\\S+) runs has changed since\\.$', 'Seither hat sich geändert, was in $1 läuft.'),
  of('^The policy of (\\S+) has changed since\\.$', 'Seither hat sich die Richtlinie von $1 geändert.'),
  of('^A version of it is no longer there\\.$', 'Eine Version daraus gibt es nicht mehr.'),
  of(
    '^The connection of slot (\\S+) has changed since\\.$',
    'Seither hat sich die Verbindung des Anschlusses $1 geändert.',
  ),
  of('^A connector of it has changed since\\.$', 'Seither hat sich ein Konnektor geändert.'),
  of(
    '^The policy asks for (\\d+); here only the local owner signs in, so nobody else could approve\\.$',
    'Die Richtlinie verlangt $1; hier arbeitet nur der Besitzer dieses Rechners, also könnte niemand sonst zustimmen.',
  ),
  of(
    '^It puts back exactly what ran here before the last release\\.$',
    'Er stellt genau das wieder her, was hier vor der letzten Freigabe lief.',
  ),
];
