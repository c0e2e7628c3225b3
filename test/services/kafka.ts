import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { java, kafkaJars } from './kafka-jars.ts';
import { type KafkaAccess, makeAccess, SCRAM_USERS, securedSettings } from './kafka-secured.ts';
import { freePort, type Place, type Service, startService } from './service.ts';

/** A running broker; with `secured`, a second listener that wants TLS and SASL. */
export interface KafkaService extends Service {
  readonly secured: (KafkaAccess & { readonly url: string }) | undefined;
}

const CLUSTER = 'c2xpcHdheS1zbGlwd2F5LQ';
/** For how long the broker may be silent before its controller lets another one of its name in. */
const BROKER_SESSION = { usual: ['3000', '500'], brief: ['1000', '200'] } as const;
const FAST = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const LASTING = ['-XX:+UseSerialGC', '-Xshare:auto'];

/** What a broker is for. */
export interface KafkaOptions {
  readonly secured?: boolean;
  /** It will be killed and started again many times: it compiles less, and does not wait long for the one before it. */
  readonly shortLived?: boolean;
}

/** Starts Apache Kafka (KRaft, one node) with a small memory; `url` is what KAFKA_BROKERS takes. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaService> {
  const program = java();
  const jars = join(kafkaJars(), '*');
  const [controller, securedPort] = [await freePort(), await freePort()];
  const ports = { controller, secured: options.secured ? securedPort : undefined };
  const session = options.shortLived ? BROKER_SESSION.brief : BROKER_SESSION.usual;
  let access: KafkaAccess | undefined;
  const service = await startService({
    name: 'Kafka',
    url: (port) => `127.0.0.1:${port}`,
    startMs: 90_000,
    prepare: async (place) => {
      if (options.secured) access = await makeAccess(place.directory);
      const settings = join(place.directory, 'server.properties');
      const secured = options.secured ? await securedSettings(place.directory) : [];
      await writeFile(settings, [...settingsOf(place, ports, session), ...secured, ''].join('\n'));
      const tool = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER, '-c', settings];
      const users = options.secured ? SCRAM_USERS : [];
      await promisify(execFile)(program, ['-Xmx256m', ...FAST, '-cp', jars, ...tool, ...users]);
    },
    command: ({ directory }) => [
      program,
      ...['-Xms256m', '-Xmx512m', ...(options.shortLived ? FAST : LASTING)],
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
      ...['-cp', jars, 'kafka.Kafka', join(directory, 'server.properties')],
    ],
    answers: ({ port }) => isServing(port),
  });
  const secured = access && { ...access, url: `127.0.0.1:${securedPort}` };
  return Object.assign(service, { secured });
}

function settingsOf(
  { directory, port }: Place,
  ports: { readonly controller: number; readonly secured: number | undefined },
  [sessionMs, heartbeatMs]: readonly [string, string],
): string[] {
  const secured = ports.secured === undefined ? '' : `,SECURED://127.0.0.1:${ports.secured}`;
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${ports.controller}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${ports.controller}${secured}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}${secured}`,
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL',
    'controller.listener.names=CONTROLLER',
    `log.dirs=${join(directory, 'logs')}`,
    'auto.create.topics.enable=false',
    // One node: what is replicated elsewhere has one copy here.
    'default.replication.factor=1',
    'min.insync.replicas=1',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=1',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    // Small, and quick to form a group.
    'group.initial.rebalance.delay.ms=0',
    'group.min.session.timeout.ms=1000',
    `broker.session.timeout.ms=${sessionMs}`,
    `broker.heartbeat.interval.ms=${heartbeatMs}`,
    'log.cleaner.dedupe.buffer.size=4194304',
    'log.index.size.max.bytes=1048576',
    'num.io.threads=2',
    'num.network.threads=2',
    'background.threads=2',
  ];
}

/** Asks who is in the cluster: the port opens before the broker has joined it. */
async function isServing(port: number): Promise<boolean> {
  const kafka = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } finally {
    await admin.disconnect();
  }
}
