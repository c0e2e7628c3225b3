import { parseDuration } from '@slipway/shared/time';

/** A length of time as people write it, such as `10 min` or `2h`; undefined where it is none. */
export function readLength(text: string): number | undefined {
  try {
    return parseDuration(
      text
        .replaceAll(/\s/g, '')
        .replace(/min$/, 'm')
        .replace(/days?$/, 'd'),
    );
  } catch {
    return undefined;
  }
}
