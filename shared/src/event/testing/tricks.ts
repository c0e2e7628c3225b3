import fc from 'fast-check';

const AFTER_DATA = /,"id":/;

/** What somebody may do to the text of an event so that whoever does not parse it reads it wrongly. Each leaves it JSON. */
const TRICKS = {
  refers: (text: string) => intoData(text, '"refs":[{"scheme":"tms.shipment","value":"R-1"}]'),
  'refers in escapes': (text: string) => intoData(text, '"\\u0072efs":[{"scheme":"tms.shipment","value":"R-1"}]'),
  'refers with spaces': (text: string) => intoData(text, '"refs" : [ ]'),
  corrects: (text: string) => intoData(text, '"supersedes":"e-0"'),
  'takes back': (text: string) => intoData(text, '"retracts":"e-0"'),
  'type in escapes': (text: string) => text.replace(/"type":"(.)/, (_, first: string) => `"type":"${escaped(first)}`),
  spaces: (text: string) => text.replace(AFTER_DATA, ' ,\n"id" : '),
  'a space at the end': (text: string) => `${text} `,
  'said twice': (text: string) =>
    text.replace(/^\{/, '{"id":"other","source":"other","subject":"other","type":"other",'),
  'another at the end': (text: string) => text.replace(/\}$/, ',"data":{"refs":[]}}'),
  'another type at the end': (text: string) => text.replace(/\}$/, ',"type":"shipment.delivered"}'),
  'another id at the end': (text: string) => text.replace(/\}$/, ',"id":"other"}'),
  'a whole one at the end': (text: string) => text.replace(/\}$/, `,${END}}`),
  'another subject in between': (text: string) => text.replace('"time":', '"subject":"other:1","time":'),
  'an escaped key at the end': (text: string) => text.replace(/\}$/, ',"\\u0074ype":"other"}'),
  'inside the data': (text: string) => text.replace(/^(.*)$/s, `{"data":{${END}}}`),
  'inside a part of the data': (text: string) => intoData(text, `"part":{${END}}`),
  'inside a text of the data': (text: string) => intoData(text, `"note":${JSON.stringify(`{${END}}`)}`),
  'a prototype': (text: string) => intoData(text, '"__proto__":{"refs":[],"retracts":"e-0"}'),
  'a member of a prototype': (text: string) => intoData(text, '"constructor":"x","toString":1'),
  'another member': (text: string) => text.replace('"source":', '"hop":1,"source":'),
} as const;

const END = '"id":"n","source":"s","subject":"other:2","time":"2026-03-02T00:00:00.000Z","type":"telematics.door"';

export type Trick = keyof typeof TRICKS;

/** Several tricks, one after the other, or none. */
export const tricks: fc.Arbitrary<Trick[]> = fc.array(fc.constantFrom(...(Object.keys(TRICKS) as Trick[])), {
  maxLength: 3,
});

/** A text with a trick played on it. */
export function rewritten(text: string, trick: Trick): string {
  return TRICKS[trick](text);
}

function intoData(text: string, member: string): string {
  return text.replace('"data":{', () => `"data":{${member}${text.includes('"data":{}') ? '' : ','}`);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
