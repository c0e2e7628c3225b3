import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';

/** A name to sign in with, as a person types it. Names are compared without regard to case. */
export const userNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(LIMITS.userNameCharacters)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@+'-]*$/u, 'letters, digits and . _ @ + - only');

/** A password that is to be set. Long rather than intricate, as NIST SP 800-63B has it. */
export const newPasswordSchema = z.string().min(LIMITS.passwordMinCharacters).max(LIMITS.passwordMaxCharacters);

/** Who asks, and what may be done where. GET /session; also in GET /status. */
export const sessionSchema = z.object({
  /** `local`: the owner of this machine is signed in, always. `users`: people sign in. */
  mode: z.enum(['local', 'users']),
  /** Whether the first administrator is still to be made, with the code in the server's log. */
  setup: z.boolean(),
  /** Null when nobody is signed in. `mustChangePassword`: nothing else is permitted before. */
  user: z
    .object({
      id: z.string(),
      name: z.string(),
      kind: z.enum(['user', 'token', 'local', 'system']),
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  permissions: z.object({
    /** What may be done beside any environment: the library of workflows, users, new environments. */
    installation: z.array(z.string()),
    /** By environment; one in which nothing is permitted is not named. */
    environments: z.record(z.string(), z.array(z.string())),
  }),
});
/** Who asks and what that person may do; nobody where `user` is null. */
export type Session = z.infer<typeof sessionSchema>;

/** POST /session → Session */
export const signInSchema = z.strictObject({
  name: z.string().max(LIMITS.userNameCharacters * 2),
  password: z.string().max(LIMITS.passwordMaxCharacters),
});
export type SignIn = z.infer<typeof signInSchema>;

/** POST /session/password → Session; every other session of the user ends. */
export const passwordChangeSchema = z.strictObject({
  current: z.string().max(LIMITS.passwordMaxCharacters),
  password: newPasswordSchema,
});
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

/** POST /setup → Session: the first administrator, once, with the code that the server's log shows. */
export const setupSchema = z.strictObject({
  code: z.string().min(1).max(100),
  name: userNameSchema,
  password: newPasswordSchema,
});
export type FirstAdministrator = z.infer<typeof setupSchema>;

/** DELETE /session */
export const signedOutSchema = z.object({ signedOut: z.literal(true) });
