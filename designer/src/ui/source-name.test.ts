import { expect, test } from 'vitest';
import { sourceName } from './source-name.ts';

test('a source is called by its name, whatever it is written as', () => {
  expect(['/scms', '//carrier/eta', 'urn:tms', '/'].map(sourceName)).toEqual(['scms', 'carrier/eta', 'urn:tms', '/']);
});
