import { describe, expect, it } from 'vitest';
import { compileDateFormat } from './date-format.ts';

describe('a date format', () => {
  it.each([
    ['d-MMM-yy', '2-Jun-06', '2006-06-02'],
    ['d-MMM-yy', '14-NOV-99', '2099-11-14'],
    ['M/d/yy', '1/8/10', '2010-01-08'],
    ['yyyyMMdd', '20260301', '2026-03-01'],
    ['dd.MM.yyyy HH:mm', '01.03.2026 04:05', '2026-03-01T04:05:00'],
    ['MMMM d, yyyy', 'March 1, 2026', '2026-03-01'],
    ['yyyy-MM-ddTHH:mm:ss.SSS', '2026-03-01T04:05:06.007', '2026-03-01T04:05:06.007'],
  ])('%s reads %s', (format, text, iso) => {
    expect(compileDateFormat(format)?.read(text)).toBe(iso);
  });

  it.each([
    ['d-MMM-yy', '2-Jun-2006'],
    ['d-MMM-yy', '2-Foo-06'],
    ['M/d/yy', '1/8/10 '],
    ['M/d/yy', '2010-01-08'],
    ['dd.MM.yyyy', '01x03x2026'],
  ])('%s does not read %j', (format, text) => {
    expect(compileDateFormat(format)?.read(text)).toBeNull();
  });

  it.each(['d-MMM', 'yyyy', 'yy-yyyy-M-d', 'yyyy-MM-dd mm', ''])('refuses the pattern %j', (format) => {
    expect(compileDateFormat(format)).toBeNull();
  });
});
