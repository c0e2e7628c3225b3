/**
 * Reads dates by pattern, strictly and without a locale: `yyyy yy MMMM MMM MM M dd d HH H mm ss SSS`, everything else
 * literal. Two-digit years are 2000–2099. `iso` is not a pattern and is read elsewhere.
 */
export interface DateFormat {
  /** The date as ISO 8601 text (local, without offset), or null where the text does not follow the pattern. */
  read(text: string): string | null;
}

const TOKEN = /yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|mm|ss|SSS/g;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DIGITS: Readonly<Record<string, string>> = {
  yyyy: '(\\d{4})',
  yy: '(\\d{2})',
  MMMM: '([A-Za-z]{3,9})',
  MMM: '([A-Za-z]{3})',
  MM: '(\\d{2})',
  M: '(\\d{1,2})',
  dd: '(\\d{2})',
  d: '(\\d{1,2})',
  HH: '(\\d{2})',
  H: '(\\d{1,2})',
  mm: '(\\d{2})',
  ss: '(\\d{2})',
  SSS: '(\\d{3})',
};

/** Compiles a pattern; null where it does not hold a year, a month and a day exactly once. */
export function compileDateFormat(pattern: string): DateFormat | null {
  const parts: string[] = [];
  let source = '^';
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    const token = match[0];
    source += escapeLiteral(pattern.slice(end, match.index)) + DIGITS[token];
    parts.push(token.charAt(0) === 'S' ? 'fraction' : (PART_OF[token.charAt(0)] ?? ''));
    end = match.index + token.length;
  }
  source += `${escapeLiteral(pattern.slice(end))}$`;
  if (new Set(parts).size !== parts.length || !['year', 'month', 'day'].every((part) => parts.includes(part)))
    return null;
  if (parts.includes('minute') && !parts.includes('hour')) return null;
  // The pattern's text is escaped and every group is of fixed, small length: linear time, no user regex.
  const expression = new RegExp(source);
  return { read: (text) => readParts(expression.exec(text), parts) };
}

const PART_OF: Readonly<Record<string, string>> = {
  y: 'year',
  M: 'month',
  d: 'day',
  H: 'hour',
  m: 'minute',
  s: 'second',
};

function readParts(match: RegExpExecArray | null, parts: readonly string[]): string | null {
  if (!match) return null;
  const value = new Map(parts.map((part, index) => [part, match[index + 1] ?? '']));
  const year = value.get('year') ?? '';
  const month = readMonth(value.get('month') ?? '');
  if (month === null) return null;
  const date = `${year.length === 2 ? `20${year}` : year}-${month}-${pad(value.get('day'))}`;
  const hour = value.get('hour');
  if (hour === undefined) return date;
  const fraction = value.get('fraction');
  const second = `${pad(value.get('second'))}${fraction === undefined ? '' : `.${fraction}`}`;
  return `${date}T${pad(hour)}:${pad(value.get('minute'))}:${second}`;
}

function readMonth(text: string): string | null {
  if (/^\d+$/.test(text)) return pad(text);
  const lower = text.toLowerCase();
  const index = MONTHS.findIndex((month) => month === lower || month.slice(0, 3) === lower);
  return index < 0 ? null : pad(String(index + 1));
}

function pad(text: string | undefined): string {
  return (text ?? '').padStart(2, '0');
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
