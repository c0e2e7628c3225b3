import { Button } from '@mantine/core';
import type { Graph, LibraryWorkflow } from '@slipway/shared/api';
import { type Draft, graphOf } from '@slipway/shared/workflow/edit';
import { IconChevronLeft, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { libraryWorkflowQuery, readSide, type Side, sideQuery } from '../../api/library.ts';
import { locale } from '../../messages/locale.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Drawing } from './Drawing.tsx';
import { Facts } from './Facts.tsx';
import classes from './PrintPage.module.css';
import { paperOf } from './paper.ts';
import { StepOnPaper } from './StepOnPaper.tsx';

/** A workflow as a document: its picture, what it does in words, how every step is set. Light, for paper. */
export function PrintPage() {
  const { id = '' } = useParams({ strict: false });
  const { of } = useSearch({ from: '/$env/workflows/$id/print' });
  const meta = useQuery(libraryWorkflowQuery(id));
  const side = readSide(of) ?? meta.data?.newest?.number ?? (meta.data?.mine ? 'draft' : undefined);
  const document = useQuery(sideQuery(meta.data ?? { id, mine: null }, meta.data ? side : undefined));
  const failure = meta.error ?? document.error;
  if (failure) return <FailureNotice failure={failure} />;
  if (!meta.data || !document.data || side === undefined) return <Loading what={t('print.loading')} />;
  return <Sheet meta={meta.data} side={side} draft={document.data} />;
}

interface SheetProps {
  readonly meta: LibraryWorkflow;
  readonly side: Side;
  readonly draft: Draft;
}

function Sheet({ meta, side, draft }: SheetProps) {
  const env = useEnvironmentId();
  const graph = useMemo(() => graphOf(draft), [draft]);
  const paper = useMemo(() => paperOf(draft, locale), [draft]);
  useTitle(`${graph.name} ${side === 'draft' ? t('compare.draft') : t('version', { version: side })}`);
  return (
    <div className={classes.desk} data-theme="light">
      <nav className={classes.tools} aria-label={t('print.title')}>
        <Link to="/$env/workflows/$id/versions" params={{ env, id: meta.id }} className={classes.back}>
          <IconChevronLeft size={16} stroke={1.75} aria-hidden="true" /> {t('print.back')}
        </Link>
        <Button variant="filled" leftSection={<IconPrinter size={15} stroke={1.75} />} onClick={() => window.print()}>
          {t('print.print')}
        </Button>
      </nav>
      <main className={classes.sheet}>
        <Facts meta={meta} side={side} graph={graph} />
        <Drawing graph={graph as unknown as Graph} english={paper.lines} />
        {paper.chapters.length > 0 && (
          <section className={classes.part}>
            <h2>{t('print.words')}</h2>
            {paper.chapters.map(({ heading, texts }) => (
              <div key={heading} className={classes.chapter}>
                <h3>{heading}</h3>
                {texts.map((text) => (
                  <p key={text}>
                    <bdi>{text}</bdi>
                  </p>
                ))}
              </div>
            ))}
          </section>
        )}
        <section className={classes.part}>
          <h2>{t('print.steps')}</h2>
          {paper.steps.map((step) => (
            <StepOnPaper key={step.node.id} step={step} />
          ))}
        </section>
        {paper.declared.length > 0 && (
          <section className={classes.part}>
            <h2>{t('print.declared')}</h2>
            <dl className={classes.settings}>
              {paper.declared.map(({ path, label, after }) => (
                <div key={path}>
                  <dt>{label}</dt>
                  <dd>
                    <bdi>{after}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </main>
    </div>
  );
}

/** The name under which a browser saves it as a file. */
function useTitle(title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
