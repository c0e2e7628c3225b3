import type { LibraryItem, LibraryVersion } from '@slipway/shared/api';
import type { Workflow } from '@slipway/shared/workflow';
import { setConfig } from '@slipway/shared/workflow/edit';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { libraryQuery, libraryWorkflowQuery } from '../../../../api/library.ts';
import { useEditor, useStore } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import { tellFailure } from '../../../../ui/notify.ts';
import { When } from '../../../../ui/When.tsx';
import { partOf } from '../../given/read-given.ts';
import { Labelled, ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { problemsAt, useConfig, useStep } from '../step-context.ts';
import { PartEnds, PartInputs } from './PartFields.tsx';
import { runningIt } from './part-config.ts';
import { asObject } from './small-forms.tsx';

/** Which workflow is run, in which version for good, what it is given and where it can end. */
export function SubflowForm() {
  const { given } = useEditor();
  const parts = useStore(given);
  const name = useConfig('workflow');
  const version = useConfig('version');
  const id = typeof name === 'string' ? name : '';
  const part = parts.workflow?.(id, typeof version === 'string' ? version : undefined);
  return (
    <>
      <Which id={id} part={part} />
      <PartInputs entry={part?.entry} />
      <PartEnds part={part} />
    </>
  );
}

/** Puts a version of a workflow into the step: its inputs and ends come along. */
function useTake() {
  const { node } = useStep();
  const { document, announcement } = useEditor();
  const client = useQueryClient();
  return async (id: string, version: LibraryVersion) => {
    const part = await partOf(client, id, version.hash);
    if (!part) return;
    const label = t('subflow.taken', { step: node.title, number: version.number, name: part.name });
    document.apply((draft) => setConfig(draft, node.id, runningIt(asObject(node.config), part)), { label });
    announcement.set(label);
  };
}

function Which({ id, part }: { readonly id: string; readonly part: Workflow | undefined }) {
  const step = useStep();
  const { environment, workflow: own } = useEditor();
  const take = useTake();
  const query = useInfiniteQuery(libraryQuery({ archived: 'no' }));
  const offered = (query.data?.pages.flatMap((page) => page.items) ?? []).filter((item) => isOffered(item, own));
  const here = offered.find((item) => item.id === id);
  return (
    <>
      <Labelled
        label={t('subflow.workflow')}
        pointer={`${step.pointer}/config/workflow`}
        problems={problemsAt(step, '/workflow')}
        hint={query.isSuccess && offered.length === 0 ? t('subflow.none') : t('subflow.hint')}
      >
        {(control) => (
          <select
            {...control}
            value={id}
            onChange={(e) => {
              const item = offered.find((each) => each.id === e.currentTarget.value);
              if (item?.newest) take(item.id, item.newest).catch(tellFailure);
            }}
          >
            {!here && <option value={id}>{id === '' ? t('subflow.pick') : t('subflow.absent', { id })}</option>}
            {offered.map((item) => (
              <option key={item.id} value={item.id}>
                {item.name}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {here && <Version id={id} onTake={(version) => take(id, version).catch(tellFailure)} />}
      {part && !part.entry && (
        <p className={classes.hint} data-warns>
          {t('subflow.no-entry')}
        </p>
      )}
      {here && (
        <Link className={classes.link} to="/$env/workflows/$id/edit" params={{ env: environment, id }} search={{}}>
          {t('subflow.open', { name: here.name })}
        </Link>
      )}
    </>
  );
}

/** A workflow never runs itself, and what has no version cannot be meant for good. */
function isOffered(item: LibraryItem, own: string): boolean {
  return item.id !== own && item.newest !== null && item.callable;
}

/** Which version is meant, and whether there is a newer one. */
function Version({ id, onTake }: { readonly id: string; readonly onTake: (version: LibraryVersion) => void }) {
  const step = useStep();
  const version = useConfig('version');
  const meta = useQuery(libraryWorkflowQuery(id)).data;
  if (!meta?.newest) return null;
  const { newest } = meta;
  const locked = meta.versions.find((each) => each.hash === version);
  return (
    <section
      className={classes.section}
      aria-label={t('subflow.version')}
      data-pointer={`${step.pointer}/config/version`}
      tabIndex={-1}
    >
      <div className={classes.labelRow}>
        <span>{t('subflow.version')}</span>
      </div>
      <p className={classes.hint} data-warns={locked === undefined || undefined}>
        {locked ? (
          <>
            {t('version', { version: locked.number })}
            {', '}
            <When at={locked.at} />
            {', '}
            <bdi>{locked.author.name}</bdi>
          </>
        ) : typeof version === 'string' ? (
          t('subflow.lost', { hash: version })
        ) : (
          t('subflow.unlocked')
        )}
      </p>
      {newest.hash !== version && (
        <p className={classes.hint} role="status">
          {locked && <>{t('subflow.newer', { number: newest.number })} </>}
          <button type="button" className={classes.link} onClick={() => onTake(newest)}>
            {locked ? t('subflow.use-newer') : t('subflow.lock', { number: newest.number })}
          </button>
        </p>
      )}
      <ProblemList problems={problemsAt(step, '/version')} />
    </section>
  );
}
