import type { ConnectionTestAnswer } from '@slipway/shared/api';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/t.ts';
import { When } from '../../ui/When.tsx';
import classes from './Connections.module.css';

/** What a test found, as it was found: it works, it does not, or nothing was asked. */
export function TestAnswer({
  answer,
  children,
}: {
  readonly answer: ConnectionTestAnswer;
  readonly children?: ReactNode;
}) {
  const { ok, ms, detail, code, at } = answer;
  const found = ok === null ? 'unknown' : ok ? 'works' : 'broken';
  const Icon = { unknown: IconMinus, works: IconCheck, broken: IconX }[found];
  const look = { unknown: 'plain', works: 'ok', broken: 'fail' }[found];
  return (
    <div className={classes.result} data-look={look} role="status" data-testid="test-answer">
      <Icon size={15} stroke={2} aria-hidden="true" />
      <div>
        <p>
          <b>{t(`connections.test.${found}`)}</b>{' '}
          <span className={classes.quiet}>
            {ok !== null && t('connections.test-took', { ms })} <When at={at} />
          </span>
        </p>
        <p>{detail}</p>
        {code && (
          <p>
            <code className={classes.mono}>{code}</code>
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
