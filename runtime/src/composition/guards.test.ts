import { describe, expect, it } from 'vitest';
import { readConfig } from '../config/index.ts';
import { refuseCodeFromText, refuseOpenHost, settingsOf } from './guards.ts';

describe('before a start', () => {
  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '127.0.0.1.example.org'])(
    'refuses to listen on %s, since nobody signs in yet',
    (host) => {
      expect(() => refuseOpenHost(readConfig({}, { host }))).toThrow(/without credentials/);
    },
  );

  it('listens anywhere once people sign in', () => {
    expect(() => refuseOpenHost(readConfig({ SLIPWAY_ACCESS: 'users' }, { host: '0.0.0.0' }))).not.toThrow();
  });

  it.each(['127.0.0.1', 'localhost', '::1'])('listens on %s', (host) => {
    expect(() => refuseOpenHost(readConfig({}, { host }))).not.toThrow();
  });

  it('demands that text cannot become code', () => {
    const flag = '--disallow-code-generation-from-strings';
    expect(() => refuseCodeFromText([], undefined)).toThrow(/slipway.js/);
    expect(() => refuseCodeFromText([flag], undefined)).not.toThrow();
    expect(() => refuseCodeFromText([], `--enable-source-maps ${flag}`)).not.toThrow();
  });

  it('does not take the switches of tests for settings, and finds every other mistake', () => {
    const variables = { SLIPWAY_TEST: '1', SLIPWAY_SABOTAGE: 'ledger', SLIPWAY_PROT: '1' };
    expect(() => readConfig(settingsOf(variables))).toThrow(/SLIPWAY_PROT/);
    expect(() => readConfig(settingsOf({ ...variables, SLIPWAY_PROT: undefined }))).not.toThrow(/SABOTAGE/);
  });
});
