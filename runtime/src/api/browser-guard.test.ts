import { describe, expect, it } from 'vitest';
import { guardOrigin, type RequestOrigin } from './browser-guard.ts';

const program: RequestOrigin = { method: 'POST', host: '127.0.0.1:4400', origin: undefined, fetchSite: undefined };
const allowed = (request: Partial<RequestOrigin>) => {
  try {
    guardOrigin({ ...program, ...request });
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
});
