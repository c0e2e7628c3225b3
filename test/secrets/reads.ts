import type { Stage } from '../bad-inputs/case.ts';

/** A path of the API that reads, with what was put in the place of its parameters. */
export interface Read {
  readonly path: string;
}

/** Where the values of a parameter come from: a list, and the field of its rows. */
const VALUES: Readonly<Record<string, readonly [list: string, field: string]>> = {
  workflow: ['/workflows', 'id'],
  exception: ['/environments/{environment}/exceptions', 'id'],
  subject: ['/environments/{environment}/subjects', 'id'],
  action: ['/environments/{environment}/actions', 'id'],
  letter: ['/environments/{environment}/dead-letters', 'id'],
  slot: ['/environments/{environment}/connections', 'slot'],
  plan: ['/environments/{environment}/plans', 'id'],
};

/** Every GET of the OpenAPI document, for what there is; the stream of live changes is read elsewhere. */
export async function readsOf(stage: Stage): Promise<readonly Read[]> {
  const { paths } = (await stage.ask('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, unknown>>;
  };
  const values = new Map<string, readonly string[]>([
    ['environment', [stage.environment]],
    ['number', ['1']],
    ['source', ['good']],
    ['id', ['late1']],
    ['event', ['late1']],
  ]);
  for (const [name, [list, field]] of Object.entries(VALUES)) {
    const { body } = await stage.ask('GET', list.replace('{environment}', stage.environment));
    const { items = [] } = body as { items?: readonly Record<string, unknown>[] };
    values.set(
      name,
      items.slice(0, 5).map((row) => String(row[field])),
    );
  }
  const gets = Object.entries(paths).filter(([, methods]) => 'get' in methods);
  return gets
    .flatMap(([path]) => filled(path.replace('/api/v1', ''), values))
    .filter(({ path }) => !path.endsWith('/live'));
}

function filled(path: string, values: ReadonlyMap<string, readonly string[]>): readonly Read[] {
  const name = /\{(\w+)\}/.exec(path)?.[1];
  if (!name) return [{ path: path.endsWith('/why') ? `${path}?workflow=delivery-overdue` : path }];
  const options = values.get(name) ?? [];
  const used = options.length > 0 ? options : ['nothing'];
  return used.flatMap((value) => filled(path.replace(`{${name}}`, encodeURIComponent(value)), values));
}
