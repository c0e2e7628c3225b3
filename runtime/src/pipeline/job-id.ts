/** One attempt of an action, as the queue's job names it. */
export interface JobName {
  readonly environment: string;
  readonly slot: string;
  readonly action: string;
  readonly attempt: number;
}

/** `<environment>.<slot>.<action>.<attempt>`: none of the parts holds a dot. */
export function jobId({ environment, slot, action, attempt }: JobName): string {
  return `${environment}.${slot}.${action}.${attempt}`;
}

/** Undefined for an id that we did not make. */
export function readJobId(id: string): JobName | undefined {
  const [environment, slot, action, attempt, ...rest] = id.split('.');
  if (!environment || !slot || !action || !attempt || rest.length > 0 || !/^\d{1,9}$/.test(attempt)) return undefined;
  return { environment, slot, action, attempt: Number(attempt) };
}
