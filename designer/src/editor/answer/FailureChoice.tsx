import { FAILURES } from '@slipway/shared/failure';
import { failureTitle } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import classes from './Answer.module.css';
import { actionFailures, isActionFailure } from './action-failures.ts';

interface FailureChoiceProps {
  readonly code: string;
  readonly onChange: (code: string) => void;
}

/** Why a simulated system fails, of all the ways in which an action can; below it what that means. */
export function FailureChoice({ code, onChange }: FailureChoiceProps) {
  const known = isActionFailure(code);
  return (
    <>
      <select
        className={classes.code}
        aria-label={t('scenario.code')}
        value={code}
        onChange={(e) => onChange(e.currentTarget.value)}
      >
        {!known && <option value={code}>{code}</option>}
        {actionFailures.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      {known && <span className={classes.meaning}>{failureTitle(code, FAILURES[code].title)}</span>}
    </>
  );
}
