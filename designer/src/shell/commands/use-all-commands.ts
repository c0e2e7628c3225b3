import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMatchRoute, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { libraryQuery } from '../../api/library.ts';
import { exceptionsQuery, statusQuery, subjectsQuery } from '../../api/queries.ts';
import { sessionQuery, useMay } from '../../api/session.ts';
import { adminParts } from '../admin-parts.ts';
import { useEnvironmentId } from '../environment.ts';
import type { Command } from './command.ts';
import {
  appCommands,
  environmentCommands,
  foundCommands,
  screenCommands,
  type Ways,
  workflowCommands,
} from './places.ts';
import { allCommands } from './registry.ts';
import { type WorkflowPlace, workflowPlaces } from './workflow-places.ts';

const TYPING_MS = 150;
const FOUND = 5;

/** Every command there is for what is typed: what the screens offer, and the ways to everything. */
export function useAllCommands(search: string): readonly Command[] {
  const environment = useEnvironmentId();
  const may = useMay();
  const navigate = useNavigate();
  const settled = useSettled(search.trim());
  const environments = useQuery(statusQuery()).data?.environments ?? [];
  const admin = adminParts(useQuery(sessionQuery()).data);
  const library = useInfiniteQuery({
    ...libraryQuery({ archived: 'no', ...(settled.length > 1 ? { q: settled } : {}) }),
    placeholderData: keepPreviousData,
  });
  const asks = settled.length > 2 && environment !== '';
  const subjects = useInfiniteQuery({ ...subjectsQuery(environment, { search: settled }), enabled: asks });
  const cases = useInfiniteQuery({ ...exceptionsQuery(environment, { search: settled, state: 'all' }), enabled: asks });
  const here = useWorkflowHere();
  // What the screens offer is asked for once: it is of the moment in which the bar was opened.
  const [offered] = useState(allCommands);
  return useMemo(() => {
    const ways: Ways = { environment, may, go: (href) => void navigate({ href }) };
    const firstOf = <Item>(pages: readonly { readonly items: readonly Item[] }[] | undefined) =>
      asks ? (pages?.flatMap(({ items }) => items).slice(0, FOUND) ?? []) : [];
    return [
      ...offered,
      ...(here ? workflowPlaces(ways, here) : []),
      ...foundCommands(ways, search, firstOf(subjects.data?.pages), firstOf(cases.data?.pages)),
      ...screenCommands(ways, admin),
      ...workflowCommands(ways, library.data?.pages.flatMap(({ items }) => items) ?? []),
      ...environmentCommands(ways, environments),
      ...appCommands(),
    ];
  }, [
    offered,
    here,
    search,
    subjects.data,
    cases.data,
    library.data,
    environments,
    admin,
    environment,
    may,
    navigate,
    asks,
  ]);
}

/** The workflow that the page is about, and which of its pages that is. */
function useWorkflowHere(): WorkflowPlace | undefined {
  const { id } = useParams({ strict: false });
  const matches = useMatchRoute();
  const page = (['edit', 'backtest', 'versions'] as const).find((name) =>
    matches({ to: `/$env/workflows/$id/${name}` }),
  );
  const about = Boolean(matches({ to: '/$env/workflows/$id', fuzzy: true }));
  return useMemo(() => (about && id ? { id, page } : undefined), [about, id, page]);
}

/** A text once nobody types any more. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
