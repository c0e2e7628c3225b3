export { type Binding, bindConnections } from './bind-connections.ts';
export { changeConnection, removeConnection, type SlotChange } from './change-connection.ts';
export { describeConnections } from './describe-connection.ts';
export { openConnection } from './open-connection.ts';
export type { ConnectionParts } from './parts.ts';
export { describeVault, type Rotated, rotateKeys, sealPlainConnections, type VaultState } from './secure-stored.ts';
export { sendsMail, sendTestMail, testSlot } from './test-slot.ts';
