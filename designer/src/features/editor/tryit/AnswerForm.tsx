import { describeDuration } from '@slipway/shared/time';
import type { DraftNode } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { actionFailures } from '../../../editor/answer/action-failures.ts';
import { FailureChoice } from '../../../editor/answer/FailureChoice.tsx';
import { OutputForm, useOutputSchema } from '../../../editor/answer/OutputForm.tsx';
import { filledOutput } from '../../../editor/answer/output-fields.ts';
import { useEditor } from '../../../editor/editor-context.ts';
import { formatNumber, t } from '../../../messages/t.ts';
import { suggestedOutput, usualAnswer } from './answers.ts';
import { readLength } from './length.ts';
import { MINUTE_MS, saidFor, type TriedAnswer, type TriedChoice, visitKey } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';

interface AskedProps {
  readonly node: DraftNode;
  /** Which time the step asked, counted from 1. */
  readonly visit: number;
}

/** What the simulated system answers to an action: done with an output, failed with a reason, or never. */
export function AnswerForm({ node, visit }: AskedProps) {
  const { document } = useEditor();
  const { session, tried } = useTried();
  const { answers, told } = tried.scenario;
  const usual = told ? SILENT : usualAnswer(document.state.draft, node.id);
  const answer = saidFor(answers, node.id, visit) ?? usual;
  const [key, setKey] = useVisitKey(answers, node.id, visit);
  const set = (next: TriedAnswer) =>
    session.change((scenario) => ({ ...scenario, answers: { ...scenario.answers, [key]: next } }));
  const schema = useOutputSchema(document.state.draft, node.id);
  const become = (kind: string) => {
    const afterMs = answer.kind === 'silent' ? MINUTE_MS : answer.afterMs;
    if (kind === 'silent') set(SILENT);
    else if (kind === 'failed') set({ kind: 'failed', afterMs, code: actionFailures[0], detail: t('tryit.refused') });
    else set({ kind: 'done', afterMs, output: filledOutput(schema, suggestedOutput(document.state.draft, node.id)) });
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
      <Visits node={node.id} visit={visit} value={key} onChange={setKey} />
      {answer.kind === 'done' && (
        <OutputForm
          key={key}
          draft={document.state.draft}
          node={node.id}
          value={answer.output}
          onChange={(output) => set({ ...answer, output })}
        />
      )}
      {answer.kind === 'failed' && (
        <>
          <FailureChoice code={answer.code} onChange={(code) => set({ ...answer, code })} />
          <input
            aria-label={t('tryit.reason')}
            value={answer.detail}
            onChange={(e) => set({ ...answer, detail: e.currentTarget.value })}
          />
        </>
      )}
    </fieldset>
  );
}

const SILENT: TriedAnswer = { kind: 'silent' };

/** Whether an answer holds for every visit of a step or for this one: as it was said last. */
function useVisitKey(said: Readonly<Record<string, unknown>>, node: string, visit: number) {
  const own = visitKey(node, visit);
  const [chosen, setChosen] = useState<string>();
  return [chosen ?? (Object.hasOwn(said, own) ? own : node), setChosen] as const;
}

interface VisitsProps {
  readonly node: string;
  readonly visit: number;
  readonly value: string;
  readonly onChange: (key: string) => void;
}

/** Asked only where a step asks more than once. */
function Visits({ node, visit, value, onChange }: VisitsProps) {
  const { tried } = useTried();
  const asked = tried.play?.moments.flatMap((moment) => moment.asked.filter((each) => each.node === node)) ?? [];
  if (asked.length < 2) return null;
  return (
    <select aria-label={t('scenario.visits')} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
      <option value={node}>{t('scenario.each-visit')}</option>
      <option value={visitKey(node, visit)}>{t('scenario.this-visit', { visit: formatNumber(visit) })}</option>
    </select>
  );
}

/** What the simulated person decides in a case and after how long, or nobody at all. */
export function ChoiceForm({ node, visit }: AskedProps) {
  const { session, tried } = useTried();
  const said = tried.scenario.choices;
  const chosen = saidFor(said, node.id, visit);
  const [key, setKey] = useVisitKey(said, node.id, visit);
  const choices = choicesOf(node.config);
  const set = (next: TriedChoice | undefined) =>
    session.change((scenario) => {
      const { [key]: _, ...others } = scenario.choices;
      if (!next) return { ...scenario, choices: others };
      const more = { ...scenario, choices: { ...others, [key]: next } };
      const now = tried.play?.endMs ?? 0;
      return scenario.untilMs === null ? more : { ...more, untilMs: Math.max(scenario.untilMs, now + next.afterMs) };
    });
  return (
    <fieldset className={classes.answer}>
      <legend>
        <bdi>{t('tryit.choice-of', { step: node.title })}</bdi>
      </legend>
      <select
        aria-label={t('tryit.choice')}
        value={chosen ? chosen.choice : NOBODY}
        onChange={(e) => {
          const choice = e.currentTarget.value;
          set(choice === NOBODY ? undefined : { choice, afterMs: chosen?.afterMs ?? 30 * MINUTE_MS });
        }}
      >
        <option value={NOBODY}>{t('tryit.nobody')}</option>
        {choices.length === 0 && <option value="">{t('tryit.resolved')}</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
      {chosen && <After ms={chosen.afterMs} onChange={(afterMs) => set({ ...chosen, afterMs })} />}
      <Visits node={node.id} visit={visit} value={key} onChange={setKey} />
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

function choicesOf(config: unknown): readonly { readonly id: string; readonly label: string }[] {
  const { choices } = (config ?? {}) as { choices?: unknown };
  if (!Array.isArray(choices)) return [];
  return choices.filter((each): each is { id: string; label: string } => typeof each?.id === 'string');
}
