import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { libraryVersionQuery, libraryWorkflowQuery } from '../../../api/library.ts';
import { type DirtWords, dirtyOf } from '../../../editor/dirty.ts';
import type { Editor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { atRest } from '../at-rest.ts';

/** So long nothing must change before it is compared: a key is answered first. */
const COMPARE_DELAY_MS = 120;

const words: DirtWords = (since, version, live) => {
  const tried = t('dirty.tried');
  if (version === null || since === 'tried') return tried;
  const changed = t(live ? 'dirty.live' : 'dirty.base', { version });
  return since === 'both' ? t('dirty.both', { live: changed }) : changed;
};

/** Marks the steps that are not as they run here, or anywhere, or else as they were saved; and not as they were tried. */
export function useDirty({ environment, workflow, document, dirty, tried }: Editor): void {
  const meta = useQuery(libraryWorkflowQuery(workflow)).data;
  const places = meta?.environments ?? [];
  const running = (places.find((place) => place.environment === environment) ?? places[0])?.version;
  const number = running ?? meta?.mine?.base ?? meta?.newest?.number;
  const graph = useQuery({ ...libraryVersionQuery(workflow, number ?? 0), enabled: number !== undefined }).data?.graph;
  useEffect(() => {
    const compare = () => {
      const against = {
        version: graph ? (number ?? null) : null,
        live: running !== undefined,
        graph: graph ?? null,
        tried: tried.get(),
      };
      dirty.set(dirtyOf(document.state.draft, against, words, dirty.get()));
    };
    compare();
    const comparing = atRest(compare, COMPARE_DELAY_MS);
    const stops = [document.subscribe(comparing.ask), tried.subscribe(comparing.ask), comparing.stop];
    return () => {
      for (const stop of stops) stop();
    };
  }, [document, dirty, tried, graph, number, running]);
}
