import type { Finding, Inspection } from '@slipway/shared/expression/complete';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { answerText, problemText } from '../../../../../messages/said.ts';
import { t, tOr } from '../../../../../messages/t.ts';
import inspector from '../../Inspector.module.css';
import type { Scope } from '../../step-context.ts';
import { valueText } from '../../value-text.ts';
import classes from './Code.module.css';
import { type Live, liveOf } from './live.ts';

interface FieldStateProps {
  readonly id: string;
  readonly text: string;
  readonly template: boolean;
  readonly sample: Scope | undefined;
  readonly inspection: Inspection;
  readonly onReplace: (text: string) => void;
}

/** Below a field: what it gives at the moment that is looked at, of which type, and what is wrong with it. */
export function FieldState({ id, text, template, sample, inspection, onReplace }: FieldStateProps) {
  const live = liveOf(text, template, sample);
  const { findings, type } = inspection;
  return (
    <>
      {live.is !== 'unread' && (
        <output className={classes.state} data-is={live.is}>
          <bdi>{wordsOf(live)}</bdi>
          {type && type.kind !== 'any' && <span>{tOr(`fields.type.${type.kind}`, type.kind)}</span>}
        </output>
      )}
      <Findings id={`${id}-findings`} findings={findings} onReplace={onReplace} />
    </>
  );
}

function wordsOf(live: Live): string {
  switch (live.is) {
    case 'value':
      return `= ${valueText(live.value)}`;
    case 'missing':
      return t('fields.missing', { reason: answerText(live.reason) });
    case 'fails':
      return t('fields.fails', { reason: answerText(live.reason) });
    default:
      return t('fields.unpinned');
  }
}

interface FindingsProps {
  readonly id: string;
  readonly findings: readonly Finding[];
  readonly onReplace: (text: string) => void;
}

/** What is wrong, in words; what was most likely meant is one click away, and the first of it one key. */
function Findings({ id, findings, onReplace }: FindingsProps) {
  if (findings.length === 0) return null;
  const first = findings.find(({ replacements }) => replacements.length > 0);
  return (
    <ul className={inspector.problems} id={id}>
      {findings.map((finding) => {
        const Icon = finding.severity === 'error' ? IconX : IconAlertTriangle;
        return (
          <li key={`${finding.code} ${finding.from} ${finding.message}`} data-severity={finding.severity}>
            <Icon size={14} stroke={2} aria-label={t(`problem.${finding.severity}`)} />
            <span>
              <bdi>{problemText(finding)}</bdi>
              {finding.replacements.map((replacement) => (
                <button
                  key={replacement.text}
                  type="button"
                  className={classes.replace}
                  onClick={() => onReplace(replacement.text)}
                >
                  {t('fields.replace', { name: replacement.title })}
                </button>
              ))}
              {finding === first && <kbd className={classes.key}>{t('fields.replace-key')}</kbd>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
