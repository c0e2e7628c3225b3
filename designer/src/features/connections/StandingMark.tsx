import type { Connection } from '@slipway/shared/api';
import { IconCheck, IconMinus, IconPlugOff, IconRefresh, IconX } from '@tabler/icons-react';
import { t, tn } from '../../messages/t.ts';
import classes from './Connections.module.css';
import { type Standing, standingOf } from './health.ts';

const LOOKS: Readonly<Record<Standing, readonly ['ok' | 'fail' | 'plain', typeof IconCheck]>> = {
  unbound: ['fail', IconPlugOff],
  mistaken: ['fail', IconX],
  failing: ['fail', IconX],
  shaky: ['plain', IconRefresh],
  quiet: ['plain', IconMinus],
  well: ['ok', IconCheck],
};

/** How a slot stands: a sign, and beside it always the word. */
export function StandingMark({ connection }: { readonly connection: Connection }) {
  const standing = standingOf(connection);
  const [look, Icon] = LOOKS[standing];
  return (
    <span className={classes.standing} data-look={look}>
      <Icon size={15} stroke={2} aria-hidden="true" />
      {t(`connections.standing.${standing}`)}
    </span>
  );
}

/** The last hour's calls in words. */
export function callWords({ health }: Connection): string {
  const { done, retried, failed, open } = health;
  const words = [
    done > 0 ? tn('connections.done', done) : '',
    retried > 0 ? tn('connections.retried', retried) : '',
    failed > 0 ? tn('connections.failed', failed) : '',
    open > 0 ? tn('connections.open', open) : '',
  ].filter(Boolean);
  return words.length === 0 ? t('connections.no-calls') : words.join(', ');
}
