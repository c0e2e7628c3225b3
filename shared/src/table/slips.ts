import type { CellType } from '../workflow/kinds/decide.ts';
import { readLiteral } from './literal.ts';
import { partsOf } from './parts.ts';

const ANYTHING: ReadonlySet<string> = new Set(['*', 'any', 'all', 'anything', '–', '—', 'egal', 'beliebig']);
const TRUTH: Readonly<Record<string, string>> = {
  yes: 'true',
  y: 'true',
  ja: 'true',
  wahr: 'true',
  true: 'true',
  x: 'true',
  no: 'false',
  n: 'false',
  nein: 'false',
  falsch: 'false',
  false: 'false',
};

/** What was most likely meant by a cell that cannot be read: bare words in quotes, `1-5` as an interval, `≤` as `<=`. */
export function insteadOf(text: string, type: CellType): string | undefined {
  if (ANYTHING.has(text.toLowerCase())) return '-';
  const not = /^(?:not\s*\((.*)\)|(?:!=|<>|≠)\s*(.*))$/s.exec(text);
  const inner = not ? (not[1] ?? not[2] ?? '') : text;
  const parts = partsOf(inner).map((part) => meant(part, type));
  if (parts.includes(undefined)) return undefined;
  const made = parts.join(', ');
  return not ? `not(${made})` : made;
}

/** One literal as the type has it, where it is plain what was meant. */
export function literalInstead(text: string, type: CellType): string | undefined {
  const bare = text.replace(/^["'“”„‚‘’»«](.*)["'“”„‚‘’»«]$/s, '$1').trim();
  switch (type) {
    case 'text':
      return bare === '' ? undefined : JSON.stringify(bare);
    case 'boolean':
      return TRUTH[bare.toLowerCase()];
    case 'number':
      return [bare, bare.replace(',', '.')].find((each) => readLiteral(each, type) !== undefined);
    case 'duration': {
      const tight = bare.toLowerCase().replace(/\s+/g, '');
      return [
        bare,
        tight,
        tight.replace(/(\d)(?:hours?|hrs?|std|stunden?)$/, '$1h'),
        tight.replace(/minutes?|minuten|mins/, 'm'),
      ]
        .concat(tight.replace(/(\d)(?:days?|tage?)$/, '$1d'))
        .find((each) => readLiteral(each, type) !== undefined);
    }
    case 'instant':
      return [bare, bare.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1')].find(
        (each) => readLiteral(each, type) !== undefined,
      );
  }
}

function meant(part: string, type: CellType): string | undefined {
  if (part === 'null') return part;
  const compared = /^(<=|>=|<|>|≤|≥|=<|=>|==|=)\s*(.*)$/s.exec(part);
  if (compared) {
    const operator = { '≤': '<=', '≥': '>=', '=<': '<=', '=>': '>=', '==': '', '=': '' }[compared[1] ?? ''];
    const literal = literalInstead(compared[2] ?? '', type);
    return literal && `${operator ?? compared[1]} ${literal}`.trim();
  }
  const bounds = /^([[\](]?)(.+?)(?:\.\.\.?|…| - | – |–|(?<=\d)-(?=\d)| to | bis )(.+?)([\])[]?)$/s.exec(part);
  if (bounds && type !== 'text' && readLiteral(part, type) === undefined) {
    const [from, to] = [literalInstead(bounds[2] ?? '', type), literalInstead(bounds[3] ?? '', type)];
    if (from && to && !(type === 'instant' && !bounds[1]))
      return `${bounds[1] || '['}${from}..${to}${bounds[4] || ']'}`;
  }
  return literalInstead(part, type);
}
