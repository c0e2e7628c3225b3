import type { FileConfig } from '@slipway/connectors';
import type { BacktestSources } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import type { EventLog } from '../event-log/index.ts';
import { fileConfigOf, fileSourceSchema } from '../sources/file-config.ts';
import { kafkaSourceSchema } from '../sources/kafka-config.ts';
import type { Environment } from '../stores/environments.ts';
import type { SourceRow } from '../stores/sources.ts';

/** How far the log of an environment goes. */
export async function storedSpan(log: EventLog, environment: Environment): Promise<BacktestSources['stored']> {
  let records = 0;
  const times: number[] = [];
  for (let partition = 0; partition < environment.partitions; partition += 1) {
    const { low, high } = await log.marks(environment.id, partition);
    records += high - low;
    if (high === low) continue;
    const ends = [
      ...(await log.read(environment.id, partition, low, 1)),
      ...(await log.read(environment.id, partition, high - 1, 1)),
    ];
    times.push(...ends.map(({ atMs }) => atMs));
  }
  if (times.length === 0) return { records, from: null, to: null };
  return { records, from: instantFromMs(Math.min(...times)), to: instantFromMs(Math.max(...times)) };
}

/** Which sources are topics, and by the mappings of which a file can be read. */
export function mappedSources(sources: readonly SourceRow[]): Pick<BacktestSources, 'topics' | 'mappings'> {
  const topics: BacktestSources['topics'] = [];
  const mappings: BacktestSources['mappings'] = [];
  for (const { id, connector, config } of sources) {
    if (connector === 'kafka') topics.push({ source: id, topic: kafkaSourceSchema.parse(JSON.parse(config)).topic });
    const mapping = sourceMapping(sources, id);
    if (mapping) mappings.push({ source: id, format: mapping.format });
  }
  return { topics, mappings };
}

/** How a file is read by the mapping of a source; undefined where it has none. */
export function sourceMapping(sources: readonly SourceRow[], id: string): FileConfig | undefined {
  const found = sources.find((source) => source.id === id);
  if (!found) return undefined;
  const config: unknown = JSON.parse(found.config);
  if (found.connector !== 'kafka') {
    const read = fileConfigOf(fileSourceSchema.parse(config));
    return read.mapping === undefined ? undefined : read;
  }
  const { format, mapping } = kafkaSourceSchema.parse(config);
  return format === 'json' && mapping !== undefined ? { format: 'jsonl', mapping } : undefined;
}
