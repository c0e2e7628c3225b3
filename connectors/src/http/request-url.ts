import { Failure } from '@slipway/shared/failure';

/** Query parameters: one value each, or several. */
export type Query = Readonly<Record<string, string | number | boolean | readonly (string | number | boolean)[]>>;

/**
 * The URL of a path below the base URL. Every segment is percent-encoded (an existing `%20` stays), so that `?` and `#`
 * in data stay in the path; a segment that would climb out of it is refused with `invalid-input`.
 */
export function requestUrl(baseUrl: string, path: string, query: Query = {}): URL {
  const url = new URL(baseUrl);
  const segments = path.replace(/^\//, '').split('/');
  for (const segment of segments) {
    if (isDotSegment(segment)) throw new Failure('invalid-input', 'path: a segment would leave the base URL');
  }
  const below = segments.map(encodeSegment).join('/');
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${below}`;
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(each));
  }
  return url;
}

/** `.` and `..` in every spelling that some server between here and there may decode. */
function isDotSegment(segment: string): boolean {
  const decoded = segment.replace(/%(?:25)*2e/gi, '.');
  const parts = decoded.replace(/%(?:25)*(?:2f|5c)/gi, '/').split(/[\\/]/);
  return parts.some((part) => part === '.' || part === '..');
}

function encodeSegment(segment: string): string {
  return segment
    .toWellFormed()
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
}
