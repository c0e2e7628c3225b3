import { isFailure } from '@slipway/shared/failure';
import { describe, expect, it } from 'vitest';
import { readSetup } from './setup-file.ts';

const read = (setup: unknown) => readSetup(Buffer.from(JSON.stringify(setup)), 'setup.json');
const environment = { id: 'replay', kind: 'replay', deliversTo: 'targets' };

describe('a setup file', () => {
  it('needs nothing but an environment', () => {
    expect(read({ environment })).toEqual({
      environment,
      workflows: [],
      parts: [],
      tests: {},
      variables: {},
      references: [],
      connections: {},
      sources: [],
      grants: [],
    });
  });

  it('names every mistake at once', () => {
    const setup = {
      environment: { ...environment, kind: 'test' },
      sources: [{ id: 's', connector: 'mqtt', config: { path: 'x', format: 'csv' } }],
      grants: [{ host: 'localhost', port: 99_999 }],
      sauces: [],
    };
    try {
      read(setup);
      expect.unreachable();
    } catch (error) {
      if (!isFailure(error)) throw error;
      expect(error.code).toBe('invalid-config');
      for (const word of ['setup.json', 'environment.kind', 'sources.0.connector', 'grants.0.port', 'sauces']) {
        expect(error.detail).toContain(word);
      }
    }
  });
});
