export { KEY_FILE } from './key-ring.ts';
export type { SealedSecret, SecretPlace } from './seal.ts';
export { type KeySettings, openVault, temporaryVault, Vault } from './vault.ts';
