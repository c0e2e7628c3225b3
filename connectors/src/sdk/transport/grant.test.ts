import { expect, test } from 'vitest';
import { refusalOfGrant } from './grant.ts';

test.each(['erp', 'erp.corp.example', '10.1.2.3', '127.0.0.1', '::1', '[fd12::5]', '10.0.0.0/8', '192.168.1.0/24'])(
  '%s can be granted',
  (host) => {
    expect(refusalOfGrant(host)).toBeNull();
  },
);

test.each([
  '169.254.169.254',
  '100.100.100.200',
  '::ffff:169.254.169.254',
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/33',
  '0x7f.1',
  '2130706433',
  'a b',
  '-',
  '',
  'erp/8',
])('%s cannot be granted, and it is said why', (host) => {
  expect(refusalOfGrant(host)).toMatch(/\w+/);
});
