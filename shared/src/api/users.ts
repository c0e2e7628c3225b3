import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { pageQuerySchema } from './page.ts';
import { userNameSchema } from './session.ts';

/** What somebody can be in an environment, from least to most. */
export const roles = ['viewer', 'dispatcher', 'analyst', 'integrator', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A role in an environment; `environment` null is every environment and the installation itself. */
export const roleGrantSchema = z.strictObject({
  environment: z.string().max(63).nullable(),
  role: z.enum(roles),
});
export type RoleGrant = z.infer<typeof roleGrantSchema>;

/** `invited`: has a password of somebody else's making and must change it first. */
export const userStates = ['active', 'invited', 'disabled'] as const;

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(userStates),
  roles: z.array(roleGrantSchema),
  createdAt: instantSchema,
  /** The last use of a session that still lives; null when there is none. */
  seenAt: instantSchema.nullable(),
});
export type User = z.infer<typeof userSchema>;

/** GET /users */
export const userQuerySchema = pageQuerySchema.extend({ search: z.string().max(200).optional() });
export type UserQuery = z.infer<typeof userQuerySchema>;

/** POST /users → WithPassword */
export const newUserSchema = z.strictObject({
  name: userNameSchema,
  roles: z.array(roleGrantSchema).max(200).default([]),
});
export type NewUser = z.infer<typeof newUserSchema>;

/** PATCH /users/:user → WithPassword. A reset password, like a disabled account, ends every session. */
export const userChangeSchema = z.strictObject({
  name: userNameSchema.optional(),
  state: z.enum(['active', 'disabled']).optional(),
  resetPassword: z.literal(true).optional(),
});
export type UserChange = z.infer<typeof userChangeSchema>;

/** `password` is a new one-time password, shown this once; null where none was made. */
export const userWithPasswordSchema = z.object({ user: userSchema, password: z.string().nullable() });
export type UserWithPassword = z.infer<typeof userWithPasswordSchema>;

/** PUT /users/:user/roles → User: these roles and no others. */
export const userRolesSchema = z.strictObject({ roles: z.array(roleGrantSchema).max(200) });
export type UserRoles = z.infer<typeof userRolesSchema>;
