import { isFailure } from '@slipway/shared/failure';
import { expect, test } from 'vitest';
import { type ConfigOverrides, readConfig } from './config.ts';

function mistakes(environment: Record<string, string>, overrides: ConfigOverrides = {}): string {
  try {
    readConfig(environment, overrides);
  } catch (error) {
    if (isFailure(error) && error.code === 'invalid-config') return error.detail;
    throw error;
  }
  return '';
}

const local = { access: 'local', publicUrl: null, proxies: [] };

test('needs nothing: without a setting it is embedded, local and quiet', () => {
  expect(readConfig({ PATH: '/bin' })).toEqual({
    directory: './.slipway',
    host: '127.0.0.1',
    port: 4400,
    partitions: 4,
    logLevel: 'info',
    ...local,
  });
});

test('reads the environment, and options go before it', () => {
  const environment = { SLIPWAY_DIR: '/data', SLIPWAY_PORT: '80', SLIPWAY_PARTITIONS: '8', SLIPWAY_LOG_LEVEL: 'debug' };
  expect(readConfig(environment, { port: '0', host: '0.0.0.0' })).toEqual({
    directory: '/data',
    host: '0.0.0.0',
    port: 0,
    partitions: 8,
    logLevel: 'debug',
    ...local,
  });
});

test('names every mistake at once, each by what the user wrote', () => {
  const detail = mistakes(
    { SLIPWAY_PORT: '70000', SLIPWAY_PARTITIONS: '1.5', SLIPWAY_DIR: ' ', SLIPWAY_PROT: '1', REDIS_URL: 'redis://h' },
    { logLevel: 'loud' },
  );
  for (const name of [
    'SLIPWAY_PORT',
    'SLIPWAY_PARTITIONS',
    'SLIPWAY_DIR',
    'SLIPWAY_PROT',
    'REDIS_URL',
    '--log-level',
  ]) {
    expect(detail).toContain(name);
  }
});

test.each(['4400x', '-1', '0x10', '1e3', '', '65536'])('"%s" is no port', (port) => {
  expect(mistakes({ SLIPWAY_PORT: port })).toContain('SLIPWAY_PORT must be a whole number from 0 to 65535');
});

test.each(['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL'])('%s is refused, and its value is not told', (name) => {
  const detail = mistakes({ [name]: 'scheme://user:secret@host' });
  expect(detail).toContain(name);
  expect(detail).not.toContain('secret');
});

test('is told how people come in', () => {
  const environment = {
    SLIPWAY_ACCESS: 'users',
    SLIPWAY_PUBLIC_URL: 'https://Slipway.example.com/',
    SLIPWAY_PROXIES: '10.0.0.1, ::1',
  };
  expect(readConfig(environment)).toMatchObject({
    access: 'users',
    publicUrl: 'https://slipway.example.com',
    proxies: ['10.0.0.1', '::1'],
  });
});

test.each([
  'slipway.example.com',
  'http://slipway.example.com',
  'https://slipway.example.com/app',
  'https://a:b@slipway.example.com',
  'javascript:alert(1)',
])('refuses %s as the address of browsers', (url) => {
  expect(mistakes({ SLIPWAY_PUBLIC_URL: url })).toContain('SLIPWAY_PUBLIC_URL');
});
