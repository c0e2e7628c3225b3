/*
 * What `bench:pipeline` is compared with: a consumer on plain kafkajs that parses each event and does nothing with it. It
 * prints when it saw its first and its last one.
 */
import { Kafka, logLevel } from 'kafkajs';

const [brokers = '', topic = '', wanted = ''] = process.argv.slice(2);
const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: 'bare' });
let first = 0;
let cpu = process.cpuUsage();
let seen = 0;

await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await consumer.run({
  partitionsConsumedConcurrently: 4,
  eachBatch: async ({ batch }) => {
    if (!first) {
      first = performance.now();
      cpu = process.cpuUsage();
    }
    for (const { value, headers } of batch.messages) {
      if (headers?.kind?.toString() !== 'event') continue;
      JSON.parse(value?.toString() ?? '');
      seen += 1;
    }
    if (seen < Number(wanted)) return;
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (performance.now() - first) / 1_000;
    process.stdout.write(`${JSON.stringify({ seen, seconds, cpuSeconds: (user + system) / 1e6 })}\n`);
    process.exit();
  },
});
