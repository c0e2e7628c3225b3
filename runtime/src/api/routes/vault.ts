import { vaultRotatedSchema, vaultSchema } from '@slipway/shared/api';
import { describeVault, rotateKeys } from '../../connections/index.ts';
import { ok, route } from '../route.ts';

export const vaultState = route({
  method: 'get',
  path: '/vault',
  permission: 'environment:admin',
  environment: 'none',
  summary: 'Which keys hold how many secrets, and which secrets are lost for want of a key',
  answers: { 200: { name: 'Vault', schema: vaultSchema } },
  handle: async (_request, { database, vault }) => ok(await describeVault(database, vault)),
});

export const vaultRotate = route({
  method: 'post',
  path: '/vault/rotate',
  permission: 'environment:admin',
  environment: 'none',
  summary: 'Puts the keys of all secrets under another key, while actions go on',
  answers: { 200: { name: 'VaultRotated', schema: vaultRotatedSchema } },
  handle: async ({ audit }, { database, vault }) => {
    const rotated = await rotateKeys(database, vault);
    await database.transaction((transaction) =>
      audit(transaction, {
        action: 'vault.rotated',
        object: 'vault',
        after: { key: rotated.key, rewrapped: rotated.rewrapped },
      }),
    );
    return ok(rotated);
  },
});
