import type { z } from 'zod';

/** Reads the runtime's API; every answer is checked against the published schema. */
export interface Api {
  get<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>>;
  /** Every row of a paged list. */
  all<S extends z.ZodType>(path: string, row: S): Promise<z.infer<S>[]>;
}

export function apiOf(url: string): Api {
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const check = <S extends z.ZodType>(path: string, schema: S, answer: unknown): z.infer<S> => {
    const result = schema.safeParse(answer);
    if (!result.success) throw new Error(`GET ${path} does not match its schema: ${result.error.message}`);
    return result.data;
  };
  return {
    get: async (path, schema) => check(path, schema, await read(path)),
    async all(path, row) {
      const rows: z.infer<typeof row>[] = [];
      let cursor: string | null = null;
      do {
        const query: string = `${path.includes('?') ? '&' : '?'}limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
        const page = (await read(path + query)) as { items: unknown[]; next: string | null };
        rows.push(...page.items.map((item) => check(path, row, item)));
        cursor = page.next;
      } while (cursor);
      return rows;
    },
  };
}
