import { describe, expect, it } from 'vitest';
import { createEgressGuard, type EgressGrant } from './egress-guard.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'erp.example': ['10.1.2.3'],
  'mixed.example': ['93.184.216.34', '::1'],
  'public.example': ['93.184.216.34'],
  'metadata.example': ['169.254.169.254'],
  'empty.example': [],
};

function guard(...grants: EgressGrant[]) {
  return createEgressGuard({ grants, resolve: async (host) => NAMES[host] ?? [] });
}

const refused = { code: 'egress-refused' };

describe('the egress guard', () => {
  it('gives the checked address of a public name', async () => {
    expect(await guard().addressFor('public.example', 443)).toBe('93.184.216.34');
    expect(await guard().addressFor('PUBLIC.example.', 443)).toBe('93.184.216.34');
  });

  it('refuses a name of which any one answer is bad', async () => {
    await expect(guard().addressFor('mixed.example', 443)).rejects.toMatchObject(refused);
  });

  it.each([
    '0x7f.1',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '①②⑦.⓪.⓪.①',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '127.0.0.1.',
  ])('knows the loopback address spelt %s', async (host) => {
    await expect(guard().addressFor(host, 80)).rejects.toMatchObject(refused);
  });

  it('allows a private address by name, by address and by range, on the granted port only', async () => {
    const byName = guard({ host: 'ERP.example', port: 8443 });
    expect(await byName.addressFor('erp.example', 8443)).toBe('10.1.2.3');
    await expect(byName.addressFor('erp.example', 8444)).rejects.toMatchObject(refused);
    await expect(byName.addressFor('10.1.2.3', 8443)).rejects.toMatchObject(refused);
    expect(await guard({ host: '10.1.2.3' }).addressFor('erp.example', 1)).toBe('10.1.2.3');
    expect(await guard({ host: '10.0.0.0/8' }).addressFor('10.1.2.3', 1)).toBe('10.1.2.3');
    await expect(guard({ host: '10.2.0.0/16' }).addressFor('10.1.2.3', 1)).rejects.toMatchObject(refused);
    expect(await guard({ host: '[::1]' }).addressFor('::1', 1)).toBe('::1');
  });

  it('never allows cloud metadata, whatever is granted', async () => {
    const open = guard({ host: 'metadata.example' }, { host: '0.0.0.0/0' }, { host: '169.254.169.254' });
    for (const host of [
      'metadata.example',
      '169.254.169.254',
      '168.63.129.16',
      '[::ffff:169.254.169.254]',
      'metadata.google.internal',
    ]) {
      await expect(open.addressFor(host, 80)).rejects.toMatchObject(refused);
    }
  });

  it('says the same of a private address, whatever listens there', async () => {
    const answers = await Promise.all(
      [1, 22, 80].map((port) =>
        guard()
          .addressFor('10.0.0.1', port)
          .catch((error: Error) => error.message.replace(/:\d+/, '')),
      ),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it('calls a name without an address unreachable, which may mend itself', async () => {
    await expect(guard().addressFor('empty.example', 443)).rejects.toMatchObject({ code: 'target-unreachable' });
  });
});
