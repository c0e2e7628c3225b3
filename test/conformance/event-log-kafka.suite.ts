import { eventLogConformance } from '@slipway/runtime/event-log/conformance';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import { Kafka, logLevel } from 'kafkajs';
import { startKafka } from '../services/kafka.ts';

eventLogConformance('Kafka', async () => {
  const service = await startKafka();
  const log = new KafkaEventLog({ brokers: [service.url], prefix: 'check.', replication: 1 });
  const admin = new Kafka({ brokers: [service.url], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  let environments = 0;
  return {
    log,
    create: async (partitions) => {
      environments += 1;
      await log.createEnvironment(`e-${environments}`, partitions);
      return `e-${environments}`;
    },
    forget: async (environment, partition, below) => {
      // The library deletes only from topics that it has asked about before.
      await admin.fetchTopicOffsets(log.topic(environment));
      await admin.deleteTopicRecords({
        topic: log.topic(environment),
        partitions: [{ partition, offset: `${below}` }],
      });
    },
    close: async () => {
      await log.close();
      await admin.disconnect();
      await service.stop();
    },
  };
});
