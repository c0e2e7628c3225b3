import { email } from './email/index.ts';
import { file } from './file/index.ts';
import { http } from './http/index.ts';
import type { Connector } from './sdk/index.ts';

/** Every connector that ships. Another one is a folder and a line here. */
export const connectors: readonly Connector[] = [http, email, file];

/** The connector of this id, as workflows name it. */
export function findConnector(id: string): Connector | undefined {
  return connectors.find((connector) => connector.id === id);
}

export { bundledMappings, type FileConfig, file, type ReadFileRequest, readFile } from './file/index.ts';
export * from './sdk/index.ts';
