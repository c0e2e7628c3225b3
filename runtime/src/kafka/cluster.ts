import type { Kafka } from 'kafkajs';

/** A connection to the brokers of a cluster, as the library has it inside: it fetches by offset and belongs to no group. */
export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, readonly number[]>>;
  findBroker(about: { readonly nodeId: string }): Promise<Broker>;
  removeBroker(about: { readonly host: string; readonly port: number }): void;
}

/** One broker of a cluster. */
export interface Broker {
  fetch(request: {
    readonly maxWaitTime: number;
    readonly minBytes: number;
    readonly maxBytes: number;
    readonly isolationLevel: number;
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { partition: number; fetchOffset: string; maxBytes: number }[];
    }[];
  }): Promise<{ readonly responses: readonly { readonly partitions: readonly unknown[] }[] }>;
  listOffsets(request: {
    readonly topics: readonly {
      readonly topic: string;
      readonly partitions: readonly { partition: number; timestamp: string }[];
    }[];
  }): Promise<{ readonly responses: readonly { readonly partitions: readonly { readonly offset: string }[] }[] }>;
}

const METADATA_MAX_AGE_MS = 60_000;
const SYMBOL = 'private:Kafka:createCluster';

/** A cluster connection of its own, with the settings of the client. */
export function clusterOf(kafka: Kafka): Cluster {
  const key = Object.getOwnPropertySymbols(kafka).find((symbol) => symbol.description === SYMBOL);
  const create: unknown = key && Reflect.get(kafka, key);
  if (typeof create !== 'function') throw new Error(`kafkajs has no ${SYMBOL}: is it another version than 2.2.4?`);
  return create({ metadataMaxAge: METADATA_MAX_AGE_MS, allowAutoTopicCreation: false }) as Cluster;
}
