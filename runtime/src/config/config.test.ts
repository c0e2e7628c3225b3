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
    roles: new Set(['api', 'engine', 'actions']),
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
    roles: new Set(['api', 'engine', 'actions']),
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

const services = {
  DATABASE_URL: 'postgres://user:secret@db/slipway',
  KAFKA_BROKERS: 'k1:9092, k2:9092,k3:9092',
  REDIS_URL: 'rediss://:secret@redis',
};

test.each(Object.keys(services))('without %s the other two are refused, naming it and no value', (name) => {
  const detail = mistakes({ ...services, [name]: '' });
  expect(detail).toContain(`${name} is not`);
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

test('all three services together are used, and every process has all roles unless it is told', () => {
  const config = readConfig({ ...services, SLIPWAY_NAMESPACE: 'north' });
  expect(config.services).toEqual({
    database: { url: services.DATABASE_URL },
    kafka: { brokers: ['k1:9092', 'k2:9092', 'k3:9092'], replication: 3 },
    redis: { url: services.REDIS_URL },
    namespace: 'north',
  });
  expect([...readConfig(services, { roles: 'actions, api' }).roles]).toEqual(['api', 'actions']);
});

test('TLS and SASL settings belong together, and what is wrong with them is named without their values', () => {
  const sasl = { KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'secret' };
  expect(readConfig({ ...services, ...sasl, KAFKA_TLS: 'on' }).services?.kafka).toMatchObject({
    ssl: {},
    sasl: { mechanism: 'scram-sha-512', username: 'u', password: 'secret' },
  });
  const detail = mistakes({
    ...services,
    ...sasl,
    KAFKA_SASL_USERNAME: '',
    KAFKA_SASL_MECHANISM: 'secret-handshake',
    KAFKA_CERT_FILE: '/nowhere/cert.pem',
    REDIS_URL: 'http://:secret@h',
    DATABASE_CA_FILE: '/nowhere/ca.pem',
  });
  for (const name of [
    'KAFKA_SASL_USERNAME',
    'KAFKA_SASL_MECHANISM',
    'KAFKA_CERT_FILE',
    'REDIS_URL',
    'DATABASE_CA_FILE',
  ]) {
    expect(detail).toContain(name);
  }
  expect(detail).not.toContain('secret');
});

test('a setting of a service without the services, and roles without them, are mistakes', () => {
  expect(mistakes({ KAFKA_SASL_PASSWORD: 'secret' })).toMatch(/^KAFKA_SASL_PASSWORD set, but none of/);
  expect(mistakes({}, { roles: 'engine' })).toContain('--roles needs DATABASE_URL, KAFKA_BROKERS and REDIS_URL');
  expect(mistakes(services, { roles: 'engines' })).toContain('--roles must be some of api, engine, actions');
  expect(readConfig({}, { roles: 'api,engine,actions' }).services).toBeUndefined();
});

test('the token of the metrics is a text that is not easily guessed, and is never repeated', () => {
  const { metricsToken } = readConfig({ SLIPWAY_METRICS_TOKEN: 'prometheus-0123456789' });
  expect([metricsToken?.reveal(), `${metricsToken}`]).toEqual(['prometheus-0123456789', '[secret]']);
  for (const wrong of ['', 'short', 'with a space 0123456789']) {
    const detail = mistakes({ SLIPWAY_METRICS_TOKEN: wrong });
    expect(detail).toMatch(/^SLIPWAY_METRICS_TOKEN must be 20 to 200/);
    if (wrong !== '') expect(detail).not.toContain(wrong);
  }
});
