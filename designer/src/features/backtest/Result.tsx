import type { BacktestDetail, LibraryWorkflow } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type BacktestPlace, backtestTracesQuery } from '../../api/backtests.ts';
import { Split } from '../../ui/Split.tsx';
import classes from './BacktestPage.module.css';
import { ChangedSubjects } from './ChangedSubjects.tsx';
import { CompareCanvas } from './CompareCanvas.tsx';
import { Playing } from './Playing.tsx';
import { SubjectTraces } from './SubjectTraces.tsx';
import { Summary } from './Summary.tsx';
import { namesOf } from './words.ts';

interface ResultProps {
  readonly place: BacktestPlace;
  readonly one: BacktestDetail;
  readonly meta: LibraryWorkflow;
  readonly onRun: () => void;
}

/** What a backtest found, or how far it is: figures, both versions on the canvas, and who changed. */
export function Result({ place, one, meta, onRun }: ResultProps) {
  const search = useSearch({ from: '/$env/workflows/$id/backtest' });
  const navigate = useNavigate({ from: '/$env/workflows/$id/backtest' });
  const set = (change: object) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const names = namesOf(one, meta);
  const { subject, path, at, report } = { ...search, report: one.report };
  const traces = useQuery({
    ...backtestTracesQuery(place, one.id, subject ?? ''),
    enabled: subject !== undefined && path !== undefined,
  }).data;
  return (
    <>
      {report && <Summary one={one} report={report} />}
      <Split look="report">
        <div className={classes.canvas}>
          <CompareCanvas
            one={one}
            names={names}
            path={traces && path && subject !== undefined ? { traces, side: path } : undefined}
            onPath={(side) => set({ path: side })}
            at={at}
            onAt={(node) => set({ at: node })}
          />
        </div>
        {report ? (
          <ChangedSubjects
            one={one}
            report={report}
            environment={place.environment}
            names={names}
            filter={search}
            onFilter={(change) =>
              set('subject' in change && change.subject === undefined ? { ...change, path: undefined } : change)
            }
            opened={(row) => (
              <SubjectTraces
                one={one}
                environment={place.environment}
                subject={row}
                names={names}
                shown={path !== undefined}
                onShow={(shown) => set({ path: shown ? 'after' : undefined })}
              />
            )}
          />
        ) : (
          <Playing
            one={one}
            place={place}
            onRun={one.state === 'failed' || one.state === 'cancelled' ? onRun : undefined}
          />
        )}
      </Split>
    </>
  );
}
