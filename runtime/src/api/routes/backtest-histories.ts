import { randomUUID } from 'node:crypto';
import {
  type BacktestSources,
  type BacktestUpload,
  backtestSourcesSchema,
  backtestUploadQuerySchema,
  backtestUploadSchema,
} from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { inPages, mappedSources, readUpload, sourceMapping, storedSpan } from '../../backtest/index.ts';
import { dropIdleUploads, insertUpload, insertUploadPage } from '../../stores/backtest-uploads.ts';
import { listSources } from '../../stores/sources.ts';
import { ok, route } from '../route.ts';

const DAY_MS = 86_400_000;

export const backtestUpload = route({
  method: 'post',
  path: '/environments/{environment}/backtests/uploads',
  permission: 'workflow:edit',
  environment: 'path',
  summary: 'Takes a file of events to play backtests over; kept for a day, and for as long as one of them is',
  query: backtestUploadQuerySchema,
  body: 'raw',
  answers: { 200: { name: 'BacktestUpload', schema: backtestUploadSchema } },
  handle: async ({ environment, query, bytes, principal, signal, audit }, { database, now }) => {
    const sources = query.source === undefined ? [] : await listSources(database.kysely, environment.id);
    const source = query.source === undefined ? undefined : sourceMapping(sources, query.source);
    if (query.source !== undefined && !source) throw new Failure('not-found', `a mapping of source ${query.source}`);
    const content = await bytes(LIMITS.backtestUploadBytes);
    const { records, ...found } = await readUpload(content, query.format, source, signal);
    const id = randomUUID();
    const upload: BacktestUpload = { id, name: query.name ?? `events.${query.format}`, ...found };
    const createdAtMs = now();
    const idle = { beforeMs: createdAtMs - DAY_MS, keep: LIMITS.backtestUploads };
    await database.transaction(async (transaction) => {
      await insertUpload(transaction, { environment: environment.id, upload, author: principal.id, createdAtMs });
      await dropIdleUploads(transaction, environment.id, idle);
      const after = { name: upload.name, events: upload.events };
      await audit(transaction, { action: 'backtest.uploaded', object: `upload:${id}`, after });
    });
    // Page by page, so that others have the database in between; nobody knows the file before it is all there.
    let page = 0;
    for await (const each of inPages(records)) {
      const place = { environment: environment.id, upload: id, page };
      await insertUploadPage(database.kysely, place, JSON.stringify(each));
      page += 1;
    }
    return ok(upload);
  },
});

export const backtestHistories = route({
  method: 'get',
  path: '/environments/{environment}/backtests/sources',
  permission: 'workflow:read',
  environment: 'path',
  summary: 'What histories can be played here: how far the stored one goes, topics, and mappings for files',
  answers: { 200: { name: 'BacktestSources', schema: backtestSourcesSchema } },
  handle: async ({ environment }, { database, log }) => {
    const sources = await listSources(database.kysely, environment.id);
    const answer: BacktestSources = { stored: await storedSpan(log, environment), ...mappedSources(sources) };
    return ok(answer);
  },
});
