import { type FailureCode, isFailure } from '@slipway/shared/failure';
import type { Connector } from './connector.ts';
import { redactor } from './redact.ts';
import { secretValues } from './secret.ts';
import { toFailure } from './transport/to-failure.ts';
import { boundTo, type Transports } from './transports.ts';

/** The answer of a connection test, for a person; `detail` is redacted. */
export type ConnectionTestResult =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly code: FailureCode; readonly detail: string };

const TEST_TIMEOUT_MS = 15_000;

/** Runs a connector's test within 15 s. Never throws: what goes wrong is the answer. */
export async function testConnection(request: {
  readonly connector: Connector;
  readonly connection: unknown;
  readonly transports: Transports;
  readonly signal?: AbortSignal;
}): Promise<ConnectionTestResult> {
  const { connector, transports } = request;
  const redact = redactor(secretValues(connector.connection.schema, request.connection));
  const parsed = connector.connection.schema.safeParse(request.connection);
  if (!parsed.success) {
    return {
      ok: false,
      code: 'invalid-input',
      detail: redact(parsed.error.issues.map((issue) => issue.message).join('; ')),
    };
  }
  const timeout = AbortSignal.timeout(TEST_TIMEOUT_MS);
  const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
  try {
    const answer = await connector.connection.test({
      connection: parsed.data,
      ...boundTo(transports, signal),
      signal,
    });
    if (answer.ok) return { ok: true, detail: redact(answer.detail ?? '') };
    return { ok: false, code: 'target-refused', detail: redact(answer.detail) };
  } catch (error) {
    const failure = isFailure(error) ? error : toFailure(error);
    return { ok: false, code: failure.code, detail: redact(failure.detail) };
  }
}
