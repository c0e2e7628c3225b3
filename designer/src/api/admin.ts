import type {
  AuditItem,
  AuditQuery,
  AuditVerified,
  EnvironmentCreate,
  EnvironmentDetail,
  EnvironmentPatch,
  NewToken,
  NewUser,
  Page,
  RoleGrant,
  Token,
  TokenMade,
  User,
  UserChange,
  UserWithPassword,
} from '@slipway/shared/api';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { type Answer, apiPath, get, post, send } from './client.ts';

const PAGE_ROWS = 100;

function pages<Row>(path: string, filter: Readonly<Record<string, string | undefined>>) {
  return infiniteQueryOptions({
    queryKey: [path, filter],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Row>>(path, { ...filter, limit: PAGE_ROWS, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

export const usersKey = ['/users'];
export const usersQuery = (search: string) => pages<User>('/users', { search: search || undefined });
export const createUser = (body: NewUser): Promise<Answer<UserWithPassword>> => post('/users', body);
export const changeUser = (id: string, body: UserChange): Promise<Answer<UserWithPassword>> =>
  send('PATCH', apiPath('users', id), body);
export const changeRoles = (id: string, roles: readonly RoleGrant[]): Promise<Answer<User>> =>
  send('PUT', apiPath('users', id, 'roles'), { roles });

export const tokensKey = ['/tokens'];
export const tokensQuery = () => pages<Token>('/tokens', {});
export const createToken = (body: NewToken): Promise<Answer<TokenMade>> => post('/tokens', body);
export const revokeToken = (id: string): Promise<Answer<unknown>> => send('DELETE', apiPath('tokens', id));

export type AuditFilter = {
  readonly [K in keyof Omit<AuditQuery, 'cursor' | 'limit'>]?: AuditQuery[K] | undefined;
};
export const auditQuery = (filter: AuditFilter) => pages<AuditItem>('/audit', filter);
/** Reads the whole chain, so it is asked only on demand. */
export const verifyAudit = (): Promise<AuditVerified> => get<AuditVerified>('/audit/verify');
export const AUDIT_EXPORT = '/api/v1/audit/export';

export const createEnvironment = (body: EnvironmentCreate): Promise<Answer<EnvironmentDetail>> =>
  post('/environments', body);
export const changeEnvironment = (id: string, body: EnvironmentPatch): Promise<Answer<EnvironmentDetail>> =>
  send('PATCH', apiPath('environments', id), body);
