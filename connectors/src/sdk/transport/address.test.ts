import { describe, expect, it } from 'vitest';
import { classifyAddress } from './address.ts';

describe('an address', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1', '::ffff:8.8.8.8'])('%s is public', (address) => {
    expect(classifyAddress(address)).toBe('public');
  });

  it.each([
    '10.0.0.5',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '127.8.8.8',
    '::1',
    '100.64.0.1',
    'fd12:3456::1',
    '::ffff:10.0.0.5',
    '::10.0.0.5',
    '64:ff9b::10.0.0.5',
    '64:ff9b:1::10.0.0.5',
    '2002:0a00:0005::1',
    '2001:0:4136:e378:8000:63bf:f5ff:fffa',
  ])('%s is private: it needs a grant', (address) => {
    expect(classifyAddress(address)).toBe('private');
  });

  it.each([
    '169.254.169.254',
    '169.254.170.2',
    '168.63.129.16',
    '100.100.100.200',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '::169.254.169.254',
    'fe80::5efe:169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
    '192.0.2.1',
    '198.18.0.1',
    '240.0.0.1',
    'fec0::1',
    '2001:db8::1',
    'localhost',
    '',
  ])('%s is forbidden, with or without a grant', (address) => {
    expect(classifyAddress(address)).toBe('forbidden');
  });
});
