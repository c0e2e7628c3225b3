import type { BacktestReply, Graph } from '@slipway/shared/api';
import { actionFailures } from '../../editor/answer/action-failures.ts';
import { FailureChoice } from '../../editor/answer/FailureChoice.tsx';
import { OutputForm, useOutputSchema } from '../../editor/answer/OutputForm.tsx';
import { filledOutput } from '../../editor/answer/output-fields.ts';
import { t, tn } from '../../messages/t.ts';
import type { Choice } from './history.ts';
import styles from './Replies.module.css';

interface RepliesProps {
  /** The version that is played. */
  readonly graph: Graph;
  readonly replies: Choice['replies'];
  readonly onChange: (replies: Choice['replies']) => void;
}

/** What simulated systems answer, step by step: as usual, or as is said here. */
export function Replies({ graph, replies, onChange }: RepliesProps) {
  const steps = graph.nodes.filter(({ kind }) => kind === 'action');
  const said = steps.filter(({ id }) => Object.hasOwn(replies, id)).length;
  if (steps.length === 0) return null;
  return (
    <details className={styles.replies}>
      <summary>{said === 0 ? t('backtest.replies') : tn('backtest.replies-said', said)}</summary>
      {steps.map(({ id, title }) => (
        <Reply
          key={id}
          graph={graph}
          step={id}
          title={title}
          reply={replies[id]}
          onChange={(next) => {
            const { [id]: _, ...others } = replies;
            onChange(next ? { ...others, [id]: next } : others);
          }}
        />
      ))}
    </details>
  );
}

interface ReplyProps {
  readonly graph: Graph;
  readonly step: string;
  readonly title: string;
  readonly reply: BacktestReply | undefined;
  readonly onChange: (reply: BacktestReply | undefined) => void;
}

const kinds = ['usual', 'done', 'failed'] as const;
const MINUTE_MS = 60_000;

function Reply({ graph, step, title, reply, onChange }: ReplyProps) {
  const draft = graph as unknown as Readonly<Record<string, unknown>>;
  const schema = useOutputSchema(draft, step);
  const kind = reply ? ('code' in reply ? 'failed' : 'done') : 'usual';
  const afterMs = reply?.afterMs ?? MINUTE_MS;
  const become = (next: string) => {
    if (next === 'done') onChange({ afterMs, output: filledOutput(schema, {}) });
    else onChange(next === 'failed' ? { afterMs, code: actionFailures[0] } : undefined);
  };
  return (
    <fieldset className={styles.reply}>
      <legend>
        <bdi>{title}</bdi>
      </legend>
      <select
        aria-label={t('backtest.reply-of', { step: title })}
        value={kind}
        onChange={(e) => become(e.currentTarget.value)}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`backtest.reply.${each}`)}
          </option>
        ))}
      </select>
      {reply && (
        <label className={styles.after}>
          {t('backtest.reply-after')}
          <input
            type="number"
            min={0}
            value={afterMs / MINUTE_MS}
            onChange={({ currentTarget: { valueAsNumber: minutes } }) => {
              if (minutes >= 0) onChange({ ...reply, afterMs: Math.round(minutes * MINUTE_MS) });
            }}
          />
        </label>
      )}
      {reply && 'code' in reply && (
        <FailureChoice code={reply.code} onChange={(code) => onChange({ ...reply, code })} />
      )}
      {reply && !('code' in reply) && (
        <OutputForm
          draft={draft}
          node={step}
          value={reply.output}
          onChange={(output) => onChange({ ...reply, output })}
        />
      )}
    </fieldset>
  );
}
