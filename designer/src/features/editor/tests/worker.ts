import { type TestNews, type TestWork, testRun } from './run-tests.ts';

/** A piece of work and its number; newer work takes the place of older. */
interface Told {
  readonly number: number;
  readonly work: TestWork;
}

let newest = 0;

/** Runs beside the page: typing is never held up by tests. Between two tests newer work is heard of. */
self.onmessage = async ({ data }: MessageEvent<Told>) => {
  newest = data.number;
  for (const news of testRun(data.work)) {
    self.postMessage({ number: data.number, news } satisfies Heard);
    await new Promise((resolve) => setTimeout(resolve));
    if (newest !== data.number) return;
  }
};

/** What the worker says. */
export interface Heard {
  readonly number: number;
  readonly news: TestNews;
}
