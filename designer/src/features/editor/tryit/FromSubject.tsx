import type { SubjectEvents } from '@slipway/shared/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { eventsOfSubject, findSubjects } from '../../../api/test-events.ts';
import { useEditor } from '../../../editor/editor-context.ts';
import { t, tn, tOr } from '../../../messages/t.ts';
import { FailureNotice, failureWords } from '../../../ui/Notice.tsx';
import { tellFailed } from '../../../ui/notify.ts';
import type { Scenario } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';

/** The scenario with what happened to a subject in the place of its events. */
function taken(scenario: Scenario, { items }: SubjectEvents): Scenario {
  return {
    variables: scenario.variables,
    answers: {},
    choices: {},
    untilMs: null,
    events: items.map(({ at, event }, index) => ({ key: `taken-${index + 1}`, atMs: Date.parse(at), event })),
  };
}

/** A link may name a subject: what happened to it is then tried first, as if it had been taken by hand. */
export function useSubjectOfLink(): void {
  const { environment, announcement } = useEditor();
  const { session } = useTried();
  const subject = useSearch({ from: '/$env/workflows/$id/edit', select: (search) => search.try });
  useEffect(() => {
    if (subject === undefined) return;
    let gone = false;
    eventsOfSubject(environment, subject).then(
      (answer) => {
        if (gone || answer.items.length === 0) return;
        session.change((scenario) => taken(scenario, answer));
        announcement.set(tn('tryit.taken', answer.items.length));
      },
      (failure: unknown) => tellFailed(t('scenario.read-failed'), failureWords(failure).detail),
    );
    return () => {
      gone = true;
    };
  }, [environment, subject, session, announcement]);
}

/** Tries the draft on what really happened: the newest events of a shipment, in the order and at the times at which they came. */
export function FromSubject({ onDone }: { readonly onDone: () => void }) {
  const { environment, document, announcement } = useEditor();
  const { session } = useTried();
  const [search, setSearch] = useState('');
  const kind = document.state.graph.subject;
  // A list of its own, which does not follow what happens: a row must not move away under the pointer.
  const found = useQuery({
    queryKey: ['tryit', environment, 'subjects', kind, search],
    queryFn: ({ signal }) => findSubjects(environment, kind, search, signal),
    placeholderData: (before) => before,
  });
  const take = useMutation({
    mutationFn: (subject: string) => eventsOfSubject(environment, subject),
    onSuccess: (answer) => {
      if (answer.items.length === 0) return;
      session.change((scenario) => taken(scenario, answer));
      announcement.set(tn('tryit.taken', answer.items.length));
      onDone();
    },
  });
  return (
    <div className={classes.paste}>
      <label>
        {t('tryit.subject')}
        <input data-autofocus value={search} onChange={(e) => setSearch(e.currentTarget.value)} />
      </label>
      {found.isError && <FailureNotice failure={found.error} onRetry={() => void found.refetch()} />}
      {take.isError && <FailureNotice failure={take.error} />}
      {take.data?.items.length === 0 && <p role="status">{t('tryit.no-events')}</p>}
      <ul className={classes.subjects}>
        {found.data?.items.map((row) => (
          <li key={row.id}>
            <button type="button" disabled={take.isPending} onClick={() => take.mutate(row.id)}>
              <bdi>{row.label}</bdi> <span className={classes.quiet}>{tOr(`status.${row.status}`, row.status)}</span>
            </button>
          </li>
        ))}
        {found.data?.items.length === 0 && <li>{t('tryit.no-subject')}</li>}
      </ul>
    </div>
  );
}
