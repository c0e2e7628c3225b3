import type { ReferenceItem } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { referencesQuery } from '../../../../api/references.ts';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import { Labelled } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { problemsAt, useStep } from '../step-context.ts';

/** The reference of a kind that has a name in the environment of the editor; undefined while it is not there, or not known. */
export function useReference(kind: ReferenceItem['kind'], id: unknown): ReferenceItem | undefined {
  const { environment } = useEditor();
  const items = useQuery(referencesQuery(environment)).data?.items ?? [];
  return items.find((each) => each.id === id && each.kind === kind && !each.deleted);
}

interface ReferenceNameProps {
  readonly kind: ReferenceItem['kind'];
  readonly label: string;
  readonly path: string;
  readonly value: unknown;
  readonly hint: string;
  /** What is said of the one that is named. */
  readonly known: (item: ReferenceItem) => string;
  readonly unknown: string;
  readonly onChange: (id: string) => void;
}

/** The name of a table or a model: those of this environment are proposed, and another may have others. */
export function ReferenceName({ kind, label, path, value, hint, known, unknown, onChange }: ReferenceNameProps) {
  const step = useStep();
  const list = useId();
  const { environment } = useEditor();
  const query = useQuery(referencesQuery(environment));
  const offered = (query.data?.items ?? []).filter((each) => each.kind === kind && !each.deleted);
  const id = typeof value === 'string' ? value : '';
  const item = offered.find((each) => each.id === id);
  return (
    <Labelled label={label} pointer={`${step.pointer}/config${path}`} problems={problemsAt(step, path)} hint={hint}>
      {(control) => (
        <>
          <input {...control} list={list} value={id} onChange={(e) => onChange(e.currentTarget.value)} />
          <datalist id={list}>
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {each.title ?? each.id}
              </option>
            ))}
          </datalist>
          {query.isSuccess && id !== '' && (
            <p className={classes.hint} data-warns={item === undefined || undefined}>
              {item ? known(item) : unknown}{' '}
              {item && (
                <Link
                  className={classes.link}
                  to="/$env/references/$id"
                  params={{ env: environment, id: item.id }}
                  search={{}}
                >
                  {t('lookup.open')}
                </Link>
              )}
            </p>
          )}
        </>
      )}
    </Labelled>
  );
}
