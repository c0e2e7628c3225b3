/** Why an expression has no value yet, or none at all, in German. What names a function and its texts stays as it was said. */
export const lacks: readonly (readonly [said: RegExp, german: string])[] = [
  [/^There is no field “(.+)”$/, 'Das Feld „$1“ gibt es nicht'],
  [/^There is no list$/, 'Es gibt keine Liste'],
  [/^There is no (\w+)$/, '„$1“ gibt es hier nicht'],
  [/^The list has no position (.+)$/, 'Die Liste hat keine Stelle $1'],
  [/^A list has positions and no field (.+)$/, 'Eine Liste hat Stellen und kein Feld $1'],
  [/^The subject has no eta$/, 'Zum Vorgang ist keine ETA bekannt'],
  [/^The subject has no commitment\.deliverBy$/, 'Zum Vorgang ist kein Liefertermin bekannt'],
  [/^The reading has no value and unit$/, 'Der Messwert hat keinen Wert mit Einheit'],
  [/^The place has no lat and lon$/, 'Der Ort hat keine Koordinaten'],
  [/^The workflow has no (?:zone) “(.+)”$/, 'Der Ablauf hat keine Zone „$1“'],
  [/^The workflow has no (?:calendar) “(.+)”$/, 'Der Ablauf hat keinen Kalender „$1“'],
  [/^The number is too large$/, 'Die Zahl ist zu groß'],
  [/^The text is not a number$/, 'Der Text ist keine Zahl'],
  [/^The expression has problems$/, 'Der Ausdruck hat Probleme'],
  [/^Division by zero$/, 'Division durch null'],
  [/^The duration is too long$/, 'Die Dauer ist zu lang'],
];
