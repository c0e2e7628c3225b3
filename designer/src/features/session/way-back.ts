/** Where to go after signing in: the page that was asked for, as long as it is one of ours; otherwise the first page. */
export function wayBack(wanted: string | undefined): string {
  // A second slash or a backslash would name another host.
  return wanted !== undefined && /^\/(?![/\\])/.test(wanted) && !/[\p{Cc}\\]/u.test(wanted) ? wanted : '/';
}
