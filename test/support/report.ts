import { parseArgs } from 'node:util';

/** The options of a check from its command line: `--json`, and those that it names itself with their defaults. */
export function checkOptions<T extends Record<string, string>>(
  defaults: T,
): { json: boolean } & { [K in keyof T]: string } {
  const options = Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [name, { type: 'string', default: value }]),
  );
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== '--'),
    options: {
      json: { type: 'boolean', default: false },
      ...(options as Record<string, { type: 'string'; default: string }>),
    },
  });
  return values as { json: boolean } & { [K in keyof T]: string };
}

/** Prints the report as one line of JSON, the last one, and ends with 0 only when the check `held`. */
export function conclude(report: object, held: boolean): never {
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(held ? 0 : 1);
}

/** Says on the error stream what a check is doing. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
