import { z } from 'zod';

const secretPlace = z.object({ environment: z.string(), slot: z.string(), field: z.string() });

/** GET /vault: the keys of secrets by id, the current one first. A key itself is never told. */
export const vaultSchema = z.object({
  /** Where the keys come from. */
  where: z.string(),
  keys: z.array(z.object({ id: z.string(), known: z.boolean(), secrets: z.int() })),
  unreadable: z.array(secretPlace),
});
export type VaultMessage = z.infer<typeof vaultSchema>;

/** POST /vault/rotate */
export const vaultRotatedSchema = z.object({
  /** The key that encrypts from now on. */
  key: z.string(),
  rewrapped: z.int(),
  unreadable: z.array(secretPlace),
});
export type VaultRotated = z.infer<typeof vaultRotatedSchema>;
