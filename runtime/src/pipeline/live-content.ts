import { canonicalJson } from '@slipway/shared/json';

/** The live set of an environment that runs nothing yet. */
export const NOTHING_LIVE = 'none';

/** What a live set is made of. */
export interface LiveContent {
  readonly workflows: readonly { readonly workflow: string; readonly version: string; readonly paused: boolean }[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** The hash of every reference by its id; its content is kept for as long as the environment. */
  readonly references: Readonly<Record<string, string>>;
}

/** Reads what is stored of a live set; without a text, what an environment is that runs nothing. */
export function readLiveContent(text: string | undefined): LiveContent {
  const stored: Partial<LiveContent> = text === undefined ? {} : JSON.parse(text);
  return { workflows: [], variables: {}, references: {}, ...stored };
}

/** A live set as it is stored and compared: no word of references where there are none, as before there were any. */
export function liveContentText({ references, ...content }: LiveContent): string {
  return canonicalJson(Object.keys(references).length === 0 ? content : { ...content, references });
}
