import { formatNumber, t, tOr } from '../messages/t.ts';

/** `runs[0].outcome is "Late", expected "Early"`: how a plan tells that a test came out otherwise. */
const FIELD = /^(\w+)\[(\d+)\]\.(\w+)(\S*) is (.*), expected (.*)$/s;
const MISSING = /^(\w+)\[(\d+)\] is missing: /;
const EXTRA = /^(\w+) has one too many: /;
const THROUGH = /^no token leaves by (.+)$/;

/** The same in the words of the tests, in the language of the page; what is told otherwise stays as it was said. */
export function testDifference(line: string): string {
  const field = FIELD.exec(line);
  if (field) {
    const [, list = '', index = '', name = '', inside = '', got = '', wanted = ''] = field;
    return t('tests.differs.field', {
      item: itemOf(list, index),
      field: `${tOr(`tests.field.${name}`, name)}${inside}`,
      got: plainOf(got),
      wanted: plainOf(wanted),
    });
  }
  const [, list = '', index = ''] = MISSING.exec(line) ?? [];
  if (list) return t('tests.differs.missing', { item: itemOf(list, index) });
  const [, many = ''] = EXTRA.exec(line) ?? [];
  if (many) return t('plan.test-extra', { list: listOf(many) });
  const [, port = ''] = THROUGH.exec(line) ?? [];
  return port ? t('tests.differs.through', { port }) : line;
}

const listOf = (list: string): string => tOr(`tests.list.${list}`, list);
const itemOf = (list: string, index: string): string =>
  index === '0' ? listOf(list) : `${listOf(list)} ${formatNumber(Number(index) + 1)}`;

/** A text without its quotes; any other value as it is written. */
function plainOf(json: string): string {
  if (json === 'missing' || json === 'nothing') return t('tests.nothing');
  return /^"[^"\\]*"$/.test(json) ? json.slice(1, -1) : json;
}
