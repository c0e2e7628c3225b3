import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

it('is the address of the socket, whatever is claimed', () => {
  expect(clientAddress('::ffff:203.0.113.7', '10.0.0.1', [])).toBe('203.0.113.7');
});

it('is what the last proxy of ours saw, not what was claimed to it', () => {
  const proxies = ['10.0.0.1', '10.0.0.2'];
  expect(clientAddress('10.0.0.1', '127.0.0.1, 203.0.113.7, 10.0.0.2', proxies)).toBe('203.0.113.7');
  expect(clientAddress('10.0.0.1', undefined, proxies)).toBe('10.0.0.1');
  expect(clientAddress('10.0.0.1', 'nonsense', proxies)).toBe('10.0.0.1');
});
