const ACRONYMS: ReadonlySet<string> = new Set([
  'eta',
  'etd',
  'id',
  'po',
  'pod',
  'asn',
  'sla',
  'mkt',
  'erp',
  'tms',
  'wms',
]);

/** `plannedPickupAt` is “planned pickup at”, `eta` is “ETA”. */
export function words(keys: readonly string[]): string {
  return keys
    .flatMap((key) => key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\s_.-]+/))
    .filter((word) => word !== '')
    .map((word) =>
      ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : /^[A-Z]+$/.test(word) ? word : word.toLowerCase(),
    )
    .join(' ');
}

/** A text that is a name, such as `at-destination` or `pickedUp`, and not something a person wrote. */
export function isName(text: string): boolean {
  return /^[a-z]+(?:[-_][a-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/.test(text);
}
