import type { NodeKind } from '@slipway/shared/workflow';

/** What the kinds of steps are called and are for, in German. */
export const kinds: Readonly<Record<NodeKind, readonly [title: string, purpose: string]>> = {
  trigger: ['Auslöser', 'Beginnt einen Lauf, wenn ein Ereignis dieser Typen kommt und die Bedingung zutrifft.'],
  hold: ['Anhalten', 'Beginnt einen Lauf, wenn etwas eine Zeit lang ununterbrochen so war.'],
  window: ['Zeitfenster', 'Beginnt einen Lauf, wenn das über eine Zeit Aufgelaufene eine Schwelle überschreitet.'],
  deadline: ['Frist', 'Beginnt einen Lauf, wenn etwas bis zu seiner Fälligkeit nicht geschehen ist.'],
  missing: ['Schweigen', 'Beginnt einen Lauf, wenn eine Zeit lang nichts einer Art gekommen ist.'],
  schedule: ['Zeitplan', 'Beginnt zu festen Zeiten einen Lauf, für jeden passenden Vorgang.'],
  condition: ['Bedingung', 'Geht einen Weg, wenn die Bedingung zutrifft, und sonst einen anderen.'],
  switch: ['Weiche', 'Geht den Weg des ersten Falls, der zutrifft.'],
  set: ['Werte setzen', 'Berechnet Werte, die spätere Schritte benutzen.'],
  table: ['Entscheidungstabelle', 'Findet die zutreffenden Zeilen und gibt, was sie sagen.'],
  lookup: ['Nachschlagen', 'Liest eine Zeile einer Nachschlagetabelle über ihren Schlüssel.'],
  estimate: ['Schätzen', 'Sagt, wann es wohl eintrifft, danach, wie lange solche Wege gedauert haben.'],
  subflow: ['Teilablauf', 'Tut, was ein anderer Ablauf tut, und geht über das erreichte Ende weiter.'],
  action: ['Aktion', 'Bittet ein anderes System, etwas zu tun, und wartet auf die Antwort.'],
  exception: [
    'Ausnahme',
    'Eröffnet einen Fall im Eingang und wartet auf einen Menschen, wo seine späteren Ausgänge weiterführen.',
  ],
  wait: ['Warten', 'Wartet auf ein Ereignis oder eine Zeit.'],
  emit: ['Ereignis melden', 'Sagt einem anderen Vorgang, was geschah: dem Frachtführer, dem Ort, dem Auftrag.'],
  join: ['Vereinen', 'Wartet, bis die Wege gegangen sind, die hierher führen.'],
  end: ['Ende', 'Endet hier, mit einem Namen für das Ergebnis.'],
};
