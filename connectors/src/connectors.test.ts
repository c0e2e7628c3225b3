import { describe, expect, it } from 'vitest';
import { connectors, findConnector } from './index.ts';

describe('the list of connectors', () => {
  it('names each once, and finds it by its name', () => {
    expect(connectors.map(({ id }) => id)).toEqual(['http', 'email', 'file']);
    for (const connector of connectors) expect(findConnector(connector.id)).toBe(connector);
    expect(findConnector('constructor')).toBeUndefined();
  });
});
