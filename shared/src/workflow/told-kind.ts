/** A literal `"<kind>:` at the beginning of an expression, or of what each item of its list is made into. */
const KIND = /(?:^\s*|\bmap\(\s*\w+\s*,\s*)["']([a-z][a-z0-9-]*):/;

/** The kind of subject that an emit step tells, where its expression shows that: `"carrier:" + …`, `ids.map(id, "stock:" + id)`. */
export function toldKind(subject: string): string | undefined {
  return KIND.exec(subject)?.[1];
}
