import { formatNumber, t } from '../../messages/t.ts';

const KIB = 1024;
const ROW = 16;

/** A size as people read it. */
export function bytesText(bytes: number): string {
  return bytes < KIB
    ? t('bytes', { count: formatNumber(bytes) })
    : t('kibibytes', { count: formatNumber(Math.round(bytes / KIB)) });
}

/** Bytes as a hex dump: place, sixteen bytes, and those that are printable ASCII. */
export function hexDump(base64: string): string {
  const binary = atob(base64);
  const rows: string[] = [];
  for (let at = 0; at < binary.length; at += ROW) {
    const part = [...binary.slice(at, at + ROW)];
    const hex = part.map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ');
    const ascii = part.map((c) => (c >= ' ' && c <= '~' ? c : '.')).join('');
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(ROW * 3 - 1)}  ${ascii}`);
  }
  return rows.join('\n');
}
