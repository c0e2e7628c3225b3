import type { fields as en } from '../en/fields.ts';

/** Expression fields and mapping, in German. */
export const fields: Readonly<Record<keyof typeof en, string>> = {
  'fields.unpinned': 'Kein Ereignis angeheftet',
  'fields.missing': 'Noch nichts: {reason}',
  'fields.fails': 'Schlägt fehl: {reason}',
  'fields.replace': '{name} verwenden',
  'fields.replace-key': 'Strg .',
  'fields.goes-on': '…',
  'fields.partly': 'Führt von hier weiter zu dem, was hier gebraucht wird.',
  'fields.gives': 'ergibt {type}',
  'fields.mark.field': '·',
  'fields.mark.more': '›',
  'fields.mark.function': 'ƒ',
  'fields.mark.value': '"',
  'fields.mark.local': 'x',
  'fields.type-or': ' oder ',
  'fields.type.any': 'beliebiger Wert',
  'fields.type.null': 'nichts',
  'fields.type.text': 'Text',
  'fields.type.instant': 'Zeitpunkt',
  'fields.type.number': 'Zahl',
  'fields.type.boolean': 'wahr oder falsch',
  'fields.type.duration': 'Zeitspanne',
  'fields.type.list': 'Liste',
  'fields.type.map': 'Objekt',
};
