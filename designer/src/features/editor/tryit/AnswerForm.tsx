import { describeDuration } from '@slipway/shared/time';
import type { DraftNode } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { usualAnswer } from './answers.ts';
import { readLength } from './length.ts';
import { MINUTE_MS, type TriedAnswer } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';

/** What the simulated system answers to an action: done with an output, failed with a reason, or never. */
export function AnswerForm({ node }: { readonly node: DraftNode }) {
  const { document } = useEditor();
  const { session, tried } = useTried();
  const answer = tried.scenario.answers[node.id] ?? usualAnswer(document.state.draft, node.id);
  const set = (next: TriedAnswer) =>
    session.change((scenario) => ({ ...scenario, answers: { ...scenario.answers, [node.id]: next } }));
  const become = (kind: string) => {
    const afterMs = answer.kind === 'silent' ? MINUTE_MS : answer.afterMs;
    if (kind === 'silent') set({ kind: 'silent' });
    else if (kind === 'failed') set({ kind: 'failed', afterMs, code: 'refused', detail: t('tryit.refused') });
    else set(usualAnswer(document.state.draft, node.id));
  };
  return (
    <fieldset className={classes.answer}>
      <legend>
        <bdi>{t('tryit.answer-of', { step: node.title })}</bdi>
      </legend>
      <select aria-label={t('tryit.answer')} value={answer.kind} onChange={(e) => become(e.currentTarget.value)}>
        {(['done', 'failed', 'silent'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {t(`tryit.answer.${kind}`)}
          </option>
        ))}
      </select>
      {answer.kind !== 'silent' && <After ms={answer.afterMs} onChange={(afterMs) => set({ ...answer, afterMs })} />}
      {answer.kind === 'done' && (
        <Output key={node.id} value={answer.output} onChange={(output) => set({ ...answer, output })} />
      )}
      {answer.kind === 'failed' && (
        <input
          aria-label={t('tryit.reason')}
          value={answer.detail}
          onChange={(e) => set({ ...answer, detail: e.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}

/** What the simulated person decides in a case, or nobody at all. */
export function ChoiceForm({ node }: { readonly node: DraftNode }) {
  const { session, tried } = useTried();
  const chosen = tried.scenario.choices[node.id];
  const choices = choicesOf(node.config);
  const choose = (value: string) =>
    session.change((scenario) => {
      const { [node.id]: _, ...others } = scenario.choices;
      if (value === NOBODY) return { ...scenario, choices: others };
      const afterMs = chosen?.afterMs ?? 30 * MINUTE_MS;
      const next = { ...scenario, choices: { ...others, [node.id]: { choice: value, afterMs } } };
      const now = tried.play?.endMs ?? 0;
      return scenario.untilMs === null ? next : { ...next, untilMs: Math.max(scenario.untilMs, now + afterMs) };
    });
  return (
    <fieldset className={classes.answer}>
      <legend>
        <bdi>{t('tryit.choice-of', { step: node.title })}</bdi>
      </legend>
      <select
        aria-label={t('tryit.choice')}
        value={chosen ? chosen.choice : NOBODY}
        onChange={(e) => choose(e.currentTarget.value)}
      >
        <option value={NOBODY}>{t('tryit.nobody')}</option>
        {choices.length === 0 && <option value="">{t('tryit.resolved')}</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </fieldset>
  );
}

/** No id of a choice has a space. */
const NOBODY = 'no body';

function After({ ms, onChange }: { readonly ms: number; readonly onChange: (ms: number) => void }) {
  const [text, setText] = useState(() => describeDuration(ms).replaceAll(' ', ''));
  const [wrong, setWrong] = useState(false);
  return (
    <label className={classes.after}>
      {t('tryit.after')}
      <input
        size={6}
        value={text}
        aria-invalid={wrong}
        onChange={(e) => {
          setText(e.currentTarget.value);
          const read = readLength(e.currentTarget.value);
          setWrong(read === undefined);
          if (read !== undefined) onChange(read);
        }}
      />
    </label>
  );
}

function Output({ value, onChange }: { readonly value: unknown; readonly onChange: (value: unknown) => void }) {
  const [text, setText] = useState(() => JSON.stringify(value));
  const [wrong, setWrong] = useState(false);
  return (
    <input
      className={classes.mono}
      aria-label={t('tryit.output')}
      value={text}
      aria-invalid={wrong}
      spellCheck={false}
      onChange={(e) => {
        setText(e.currentTarget.value);
        try {
          onChange(JSON.parse(e.currentTarget.value));
          setWrong(false);
        } catch {
          setWrong(true);
        }
      }}
    />
  );
}

function choicesOf(config: unknown): readonly { readonly id: string; readonly label: string }[] {
  const { choices } = (config ?? {}) as { choices?: unknown };
  if (!Array.isArray(choices)) return [];
  return choices.filter((each): each is { id: string; label: string } => typeof each?.id === 'string');
}
