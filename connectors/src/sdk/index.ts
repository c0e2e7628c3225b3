export { excerpt, retryAfterMs, unsuccessful } from './answer.ts';
export { callOperation, isAmbiguous, type OperationCall } from './call-operation.ts';
export { type ConnectionAnswer, type ConnectionTest, type Connector, defineConnector } from './connector.ts';
export { isMailAddress } from './mail-address.ts';
export {
  done,
  failed,
  type Idempotency,
  idempotencies,
  type Log,
  type Operation,
  type OperationContext,
  type Outcome,
  operation,
  retry,
} from './operation.ts';
export { type Redact, redactDeep, redactor } from './redact.ts';
export { jsonSchemaOf, maskSecrets, secret, secretPlaces, secretPointers, secretValues } from './secret.ts';
export { singleLine } from './single-line.ts';
export { type ByteInput, type RecordResult, type Source, type SourceRecord, source } from './source.ts';
export { type ConnectionTestResult, testConnection } from './test-connection.ts';
export { refusalOfGrant } from './transport/grant.ts';
export { isAllowedHeader, isAllowedHeaderValue } from './transport/headers.ts';
export { createTransports, type EgressGrant, type ResolveName, type TransportOptions } from './transport/index.ts';
export { TRANSPORT_LIMITS } from './transport/limits.ts';
export type {
  FetchOptions,
  GuardedFetch,
  MailAddress,
  MailMessage,
  MailReceipt,
  MailServer,
  SendMail,
  Transports,
} from './transports.ts';
