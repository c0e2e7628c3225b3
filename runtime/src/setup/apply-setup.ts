import { isAbsolute, resolve } from 'node:path';
import type { Pipeline } from '../pipeline/index.ts';
import type { Sources } from '../sources/index.ts';
import type { Setup, SetupSource } from './setup-file.ts';

/** What a setup changes. */
export interface SetUp {
  readonly pipeline: Pick<Pipeline, 'createEnvironment' | 'bindConnections' | 'releaseWorkflows'>;
  readonly sources: Pick<Sources, 'add'>;
  readonly partitions: number;
}

/**
 * Makes an environment what `setup` says. What is there already stays: the same content makes no new version, and a
 * source goes on where it was. Paths are read from `folder`.
 */
export async function applySetup(parts: SetUp, setup: Setup, folder: string): Promise<void> {
  const { pipeline, sources, partitions } = parts;
  const { id } = setup.environment;
  await pipeline.createEnvironment({ ...setup.environment, partitions });
  await pipeline.bindConnections(id, setup.connections, setup.grants);
  await pipeline.releaseWorkflows(id, setup.workflows, setup.variables);
  for (const source of setup.sources) {
    await sources.add(id, { id: source.id, connector: source.connector, config: placed(source, folder) });
  }
}

/** The configuration of a source with its paths made absolute. */
function placed(source: SetupSource, folder: string): unknown {
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(folder, path));
  if (source.connector === 'file') {
    return { ...source.config, path: absolute(source.config.path), speed: source.speed };
  }
  const { tls } = source.config;
  return typeof tls === 'object' ? { ...source.config, tls: { caFile: absolute(tls.caFile) } } : source.config;
}
