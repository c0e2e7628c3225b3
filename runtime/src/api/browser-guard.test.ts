import { describe, expect, it } from 'vitest';
import { guardOrigin, type RequestOrigin } from './browser-guard.ts';

const program: RequestOrigin = {
  method: 'POST',
  host: '127.0.0.1:4400',
  origin: undefined,
  fetchSite: undefined,
  bearerOnly: false,
};
const local = { mode: 'local', publicOrigin: null } as const;
const allowed = (request: Partial<RequestOrigin>, access: Parameters<typeof guardOrigin>[1] = local) => {
  try {
    guardOrigin({ ...program, ...request }, access);
    return true;
  } catch {
    return false;
  }
};

describe('the origin guard', () => {
  it('lets our own page and programs write', () => {
    expect(allowed({})).toBe(true);
    expect(allowed({ origin: 'http://127.0.0.1:4400', fetchSite: 'same-origin' })).toBe(true);
    expect(allowed({ host: 'localhost:4400', origin: 'http://localhost:4400', fetchSite: 'same-origin' })).toBe(true);
    expect(allowed({ host: '[::1]:4400' })).toBe(true);
  });

  it.each([
    ['a foreign page', { origin: 'https://evil.example', fetchSite: 'cross-site' }],
    ['a foreign page of an old browser', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:8080', fetchSite: 'same-site' }],
    ['the same host over TLS', { origin: 'https://127.0.0.1:4400' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a browser that hides its origin', { fetchSite: 'cross-site' }],
    ['a typed address', { fetchSite: 'none' }],
  ])('refuses %s to write', (_who, request) => {
    expect(allowed(request)).toBe(false);
    expect(allowed({ ...request, method: 'DELETE' })).toBe(false);
  });

  it.each([
    'evil.example',
    'evil.example:4400',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4400',
    '10.0.0.5:4400',
    '',
  ])('refuses the host %s, which somebody may have rebound to us, even to read', (host) => {
    expect(allowed({ method: 'GET', host })).toBe(false);
  });

  it('lets a page elsewhere load what it cannot read anyway', () => {
    expect(allowed({ method: 'GET', origin: 'https://elsewhere.example', fetchSite: 'cross-site' })).toBe(true);
  });

  it('lets a token write from anywhere, since no page can borrow one', () => {
    expect(allowed({ origin: 'https://tool.example', fetchSite: 'cross-site', bearerOnly: true })).toBe(true);
    expect(allowed({ host: 'evil.example', bearerOnly: true })).toBe(false);
  });

  const users = { mode: 'users', publicOrigin: 'https://slipway.example' } as const;
  const page = { host: 'slipway.example', origin: 'https://slipway.example', fetchSite: 'same-origin' };

  it('knows the public name where one is configured, exactly', () => {
    expect(allowed(page, users)).toBe(true);
    expect(allowed({ ...page, host: '127.0.0.1:4400' }, users)).toBe(true);
    for (const origin of ['https://slipway.example.evil.io', 'https://evil-slipway.example', 'http://evil.example']) {
      expect(allowed({ ...page, origin }, users)).toBe(false);
    }
    expect(allowed({ host: 'other.example' }, users)).toBe(false);
    expect(allowed({ ...page, origin: 'null' }, users)).toBe(false);
  });

  it('takes any name where people sign in and none is configured, but never another origin', () => {
    const anyName = { mode: 'users', publicOrigin: null } as const;
    expect(allowed({ host: 'box:4400', origin: 'http://box:4400', fetchSite: 'same-origin' }, anyName)).toBe(true);
    expect(allowed({ host: 'box:4400', origin: 'http://evil.example' }, anyName)).toBe(false);
  });
});
