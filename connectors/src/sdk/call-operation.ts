import { FAILURES, type Failure, isFailure } from '@slipway/shared/failure';
import type { z } from 'zod';
import type { Connector } from './connector.ts';
import { isWithinDepth } from './depth.ts';
import { failed, type Log, type Operation, type Outcome, retry } from './operation.ts';
import { redactDeep, redactor } from './redact.ts';
import { secretValues } from './secret.ts';
import { toFailure } from './transport/to-failure.ts';
import { boundTo, type Transports } from './transports.ts';

/** One attempt of one action. */
export interface OperationCall {
  readonly connector: Connector;
  /** The name of the operation in the connector. */
  readonly operation: string;
  /** The connection with its secrets put in. */
  readonly connection: unknown;
  readonly input: unknown;
  /** Stable over all attempts of the action; it is also the idempotency key. */
  readonly actionId: string;
  readonly transports: Transports;
  readonly signal?: AbortSignal;
  readonly log?: Log;
}

/**
 * The one way in which an operation is run: input and output are checked against their schemas, the attempt ends at
 * the operation's timeout even where the connector does not listen, whatever is thrown becomes an outcome under a
 * code of the failure table, and no text in that outcome or in a log line holds a secret of the connection.
 *
 * Never rejects. Outcomes with the codes `target-timeout` and `target-lost` are ambiguous: the target may have acted.
 */
export async function callOperation(call: OperationCall): Promise<Outcome> {
  const { connector } = call;
  const operation = Object.hasOwn(connector.operations, call.operation)
    ? connector.operations[call.operation]
    : undefined;
  if (!operation) return failed('not-found', `operation ${call.operation} of connector ${connector.id}`);
  const redact = redactor(secretValues(connector.connection.schema, call.connection), userNames(call.connection));
  const connection = connector.connection.schema.safeParse(call.connection);
  if (!connection.success) return failed('invalid-input', redact(`connection: ${issuesText(connection.error)}`));
  if (!isWithinDepth(call.input)) return failed('invalid-input', 'nested too deep');
  const input = operation.input.safeParse(call.input);
  if (!input.success) return failed('invalid-input', redact(issuesText(input.error)));

  const outcome = await attempt(operation, connection.data, input.data, {
    ...call,
    log: (level, message, fields) => {
      const safe = fields && (redactDeep(fields, redact) as Record<string, unknown>);
      call.log?.(level, redact(message), safe);
    },
  });
  if (outcome.kind !== 'done') return { ...outcome, detail: redact(outcome.detail) };
  if (!isWithinDepth(outcome.output)) return failed('invalid-output', 'nested too deep');
  const output = operation.output.safeParse(outcome.output);
  if (!output.success) return failed('invalid-output', redact(issuesText(output.error)));
  return { kind: 'done', output: redactDeep(output.data, redact) };
}

async function attempt(
  operation: Operation,
  connection: unknown,
  input: unknown,
  call: OperationCall & { readonly log: Log },
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(operation.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout;
  const calledOff = Promise.withResolvers<never>();
  // The race decides; the loser's rejection must not be reported as unhandled.
  calledOff.promise.catch(() => {});
  const callOff = () => calledOff.reject(signal.reason);
  signal.addEventListener('abort', callOff, { once: true });
  try {
    signal.throwIfAborted();
    const run = operation.run({
      connection,
      input,
      idempotencyKey: call.actionId,
      actionId: call.actionId,
      ...boundTo(call.transports, signal),
      signal,
      log: call.log,
    });
    run.catch(() => {});
    return await Promise.race([run, calledOff.promise]);
  } catch (error) {
    if (call.signal?.aborted) return retry('unavailable', 'the attempt was called off');
    if (timeout.aborted) return retry('target-timeout', `no answer within ${operation.timeoutMs} ms`);
    const failure = isFailure(error) ? error : toFailure(error);
    if (failure.code === 'internal') call.log('error', 'the operation threw', { error: String(error) });
    return outcomeOf(failure);
  } finally {
    signal.removeEventListener('abort', callOff);
  }
}

function outcomeOf(failure: Failure): Outcome<never> {
  const facts = FAILURES[failure.code];
  return facts.retry ? retry(failure.code, failure.detail) : failed(failure.code, failure.detail);
}

/** Whether the target may have acted although the attempt did not succeed. */
export function isAmbiguous(outcome: Outcome): boolean {
  return outcome.kind !== 'done' && (outcome.code === 'target-timeout' || outcome.code === 'target-lost');
}

function issuesText(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join('.') || 'value'}: ${issue.message}`)
    .join('; ');
}

/** Texts of the connection that a password may stand behind in a basic-auth header. */
function userNames(connection: unknown): string[] {
  if (typeof connection !== 'object' || connection === null) return [];
  return Object.entries(connection).flatMap(([key, value]) =>
    typeof value === 'string' ? (/^user(name)?$/i.test(key) ? [value] : []) : userNames(value),
  );
}
