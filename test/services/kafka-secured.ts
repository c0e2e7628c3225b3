import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programOf } from './installed.ts';

/** What a client of the secured listener needs. */
export interface KafkaAccess {
  readonly ca: string;
  readonly username: string;
  readonly password: string;
}

const USER = { username: 'slipway', password: 'not-a-secret' } as const;

/** Arguments of the formatting that make the user known for SCRAM. */
export const SCRAM_USERS = [256, 512].flatMap((bits) => [
  '--add-scram',
  `SCRAM-SHA-${bits}=[name=${USER.username},password=${USER.password}]`,
]);

/** Makes a certificate of our own for 127.0.0.1 in `directory`. */
export async function makeAccess(directory: string): Promise<KafkaAccess> {
  const openssl = programOf({ program: 'openssl', packages: ['openssl'] });
  const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', key, '-out', certificate];
  await promisify(execFile)(openssl, [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    ...files,
  ]);
  return { ca: await readFile(certificate, 'utf8'), ...USER };
}

/** The broker's settings of the listener SECURED: TLS, and SASL with PLAIN or SCRAM. */
export async function securedSettings(directory: string): Promise<string[]> {
  const oneLine = async (file: string) =>
    (await readFile(join(directory, file), 'utf8')).trim().replaceAll('\n', '\\n');
  const login = `username="${USER.username}" password="${USER.password}"`;
  const module = (name: string) => `org.apache.kafka.common.security.${name} required ${login}`;
  return [
    'listener.name.secured.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    `listener.name.secured.plain.sasl.jaas.config=${module('plain.PlainLoginModule')} user_${USER.username}="${USER.password}";`,
    ...[256, 512].map(
      (bits) => `listener.name.secured.scram-sha-${bits}.sasl.jaas.config=${module('scram.ScramLoginModule')};`,
    ),
    'listener.name.secured.ssl.keystore.type=PEM',
    `listener.name.secured.ssl.keystore.key=${await oneLine('key.pem')}`,
    `listener.name.secured.ssl.keystore.certificate.chain=${await oneLine('certificate.pem')}`,
  ];
}
