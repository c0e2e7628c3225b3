export type { Kafka, KafkaMessage, Message, Producer } from 'kafkajs';
export { asking, askingAgain, failureOf, kindsOf } from './failure.ts';
export { type GroupOptions, shareTopic } from './group.ts';
export { type KafkaAccess, type KafkaLog, kafkaClient } from './options.ts';
export type { Handover } from './ownership.ts';
export { type Fetched, TopicReader } from './topic-reader.ts';
export { ensureTopic, partitionsOf } from './topics.ts';
