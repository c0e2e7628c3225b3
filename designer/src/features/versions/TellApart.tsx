import { Button } from '@mantine/core';
import type { Draft } from '@slipway/shared/workflow/edit';
import { IconSearch } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { eventTitle } from '../../editor/event-title.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import type { Apart, ApartAnswer, Did } from './apart.ts';
import { givenTo } from './given.ts';
import classes from './TellApart.module.css';

interface TellApartProps {
  readonly before: Draft;
  readonly after: Draft;
  readonly names: readonly [string, string];
}

type Search = { readonly is: 'idle' } | { readonly is: 'looking' } | { readonly is: 'failed' } | ApartAnswer;

/** Looks for an event of which the two versions make something else; what is told has been played with both. */
export function TellApart({ before, after, names }: TellApartProps) {
  const client = useQueryClient();
  const env = useEnvironmentId();
  const [search, setSearch] = useState<Search>({ is: 'idle' });
  const stop = useRef<() => void>(() => {});
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer belongs to the pair that it was looked for with
  useEffect(() => {
    setSearch({ is: 'idle' });
    return () => stop.current();
  }, [before, after]);
  const look = async () => {
    setSearch({ is: 'looking' });
    const worker = new Worker(new URL('./apart.worker.ts', import.meta.url), { type: 'module' });
    const end = (answer: Search) => {
      worker.terminate();
      setSearch(answer);
    };
    stop.current = () => end({ is: 'idle' });
    worker.onmessage = (e: MessageEvent<ApartAnswer>) => end(e.data);
    worker.onerror = () => end({ is: 'failed' });
    try {
      const asked: Apart = { before, after, ...(await givenTo(client, env, [before, after])) };
      worker.postMessage(asked);
    } catch {
      end({ is: 'failed' });
    }
  };
  return (
    <section className={classes.apart} aria-label={t('apart.title')}>
      <h3>{t('apart.title')}</h3>
      <div role="status">
        {search.is === 'idle' && <p className={classes.quiet}>{t('apart.detail')}</p>}
        {search.is === 'looking' && <p className={classes.quiet}>{t('apart.looking')}</p>}
        {search.is === 'failed' && <p>{t('apart.failed')}</p>}
        {search.is === 'none' && <p>{tn('apart.none', search.tried)}</p>}
        {search.is === 'broken' && <p>{t('apart.broken', { side: names[search.side === 'before' ? 0 : 1] })}</p>}
        {search.is === 'found' && <Found answer={search} names={names} />}
      </div>
      {search.is === 'looking' ? (
        <Button size="xs" onClick={() => stop.current()}>
          {t('apart.stop')}
        </Button>
      ) : (
        <Button size="xs" leftSection={<IconSearch size={14} stroke={1.75} />} onClick={() => void look()}>
          {t(search.is === 'idle' ? 'apart.look' : 'apart.again')}
        </Button>
      )}
    </section>
  );
}

interface FoundProps {
  readonly answer: Extract<ApartAnswer, { is: 'found' }>;
  readonly names: readonly [string, string];
}

function Found({ answer, names }: FoundProps) {
  return (
    <>
      <ol className={classes.events}>
        {answer.events.map(({ at, type, data }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a story may tell the same event twice
          <li key={index}>
            <p>
              <span className={classes.at}>{at}</span> <bdi>{eventTitle(type) ?? type}</bdi>
            </p>
            <dl>
              {Object.entries(data).map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
      <dl className={classes.both}>
        <dt>{names[0]}</dt>
        <dd>
          <What did={answer.before} />
        </dd>
        <dt className={classes.new}>{names[1]}</dt>
        <dd>
          <What did={answer.after} />
        </dd>
      </dl>
    </>
  );
}

/** What a version made of it, in a line each. */
function What({ did }: { readonly did: Did }) {
  const { runs, cases, actions, emitted } = did;
  if (runs.length + cases.length + actions.length + emitted.length === 0) return <p>{t('apart.does-nothing')}</p>;
  return (
    <ul className={classes.did}>
      {cases.map(({ title, severity }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two cases may be called alike
        <li key={`case ${at} ${title}`}>
          <SeverityMark severity={severity} /> <bdi>{title}</bdi>
        </li>
      ))}
      {actions.length > 0 && <li>{t('apart.asks', { what: actions.join(', ') })}</li>}
      {emitted.length > 0 && <li>{t('apart.tells', { what: emitted.join(', ') })}</li>}
      {runs.length > 0 && <li>{t('apart.ends', { what: runs.join(', ') })}</li>}
    </ul>
  );
}
