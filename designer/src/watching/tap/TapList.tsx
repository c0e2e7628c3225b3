import type { Graph, TapRow } from '@slipway/shared/api';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { t, tn, tOr } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Tap.module.css';
import type { Tapped, TapSession } from './tap-session.ts';
import { comingFrom, portName, subjectLabel } from './tap-words.ts';

interface TapListProps {
  readonly session: TapSession;
  readonly tapped: Tapped;
  readonly graph: Graph;
  readonly step: string;
  readonly workflow: string;
}

/** The rows of a tap, newest first. While the pointer or the focus is among them nothing moves: new ones wait above. */
export function TapList({ session, tapped, graph, workflow, step }: TapListProps) {
  return (
    <>
      {tapped.waiting.length > 0 && (
        <button type="button" className={classes.waiting} onClick={() => session.show()}>
          {tn('tap.new', tapped.waiting.length)}
        </button>
      )}
      <ol
        className={classes.rows}
        aria-label={t('tap.rows')}
        onPointerEnter={() => session.read(true)}
        onPointerLeave={() => session.read(false)}
        onFocus={() => session.read(true)}
        onBlur={(e) => {
          if (!e.currentTarget.contains(e.relatedTarget)) session.read(false);
        }}
      >
        {tapped.rows.map((row) => (
          <Row key={row.id} row={row} graph={graph} workflow={workflow} step={step} />
        ))}
      </ol>
    </>
  );
}

function Row({
  row,
  graph,
  workflow,
  step,
}: {
  readonly row: TapRow;
  readonly graph: Graph;
  readonly step: string;
  readonly workflow: string;
}) {
  const env = useEnvironmentId();
  const values = Object.entries(row.values);
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <Link to="/$env/shipments/$subject" params={{ env, subject: row.subject }} className={classes.subject}>
          {subjectLabel(row.subject)}
        </Link>
        <span className={classes.quiet}>
          <When at={row.at} />
        </span>
      </div>
      <div className={classes.line}>
        <span className={classes.came}>
          <bdi>{comingFrom(graph, row)}</bdi>
        </span>
        <span className={classes.left}>
          {row.left.length === 0
            ? tOr(`tap.did.${row.did}`, row.did)
            : row.left.map((port) => <Chip key={port}>{portName(graph, step, port)}</Chip>)}
        </span>
      </div>
      {row.text && (
        <p className={classes.text}>
          <Readable text={row.text} />
        </p>
      )}
      {values.length > 0 && (
        <dl className={classes.values}>
          {values.map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>
                <Readable text={value} />
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
      <May to="workflow:edit" environment={null}>
        <Link
          to="/$env/workflows/$id/edit"
          params={{ env, id: workflow }}
          search={{ node: step, try: row.subject }}
          className={classes.use}
        >
          {t('tap.use')}
        </Link>
      </May>
    </li>
  );
}
