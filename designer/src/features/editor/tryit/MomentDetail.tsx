import { Button } from '@mantine/core';
import type { DraftGraph, DraftNode } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { type MessageKey, t } from '../../../messages/t.ts';
import { readableText } from '../../../ui/time.ts';
import { readEvent } from './AddEvent.tsx';
import { AnswerForm, ChoiceForm } from './AnswerForm.tsx';
import type { Moment, Play } from './play.ts';
import { Repeat } from './Repeat.tsx';
import { type TriedEvent, withEvent, withoutEvent } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';
import { nodeTitle, titleOf } from './words.ts';

interface DetailProps {
  readonly graph: DraftGraph;
  readonly moment: Moment | undefined;
}

/** What was decided at the moment that is looked at; its event to edit, and the answers of what it asked for. */
export function MomentDetail({ graph, moment }: DetailProps) {
  const { tried } = useTried();
  if (!moment) return <div className={classes.detail} />;
  const steps = moment.decision?.trace ?? [];
  const asked = moment.asked.flatMap(({ node: id, visit }) => {
    const node = nodeOf(graph, tried.play, id);
    return node && (node.kind === 'action' || node.kind === 'exception') ? [{ node, visit }] : [];
  });
  const given = tried.scenario.events.find((event) => event.key === moment.of);
  return (
    <section className={classes.detail} aria-label={t('tryit.detail')}>
      <p className={classes.heading}>
        <bdi>{titleOf(moment, graph)}</bdi>
        {tried.play && moment.subject !== tried.play.subject && (
          <>
            , <bdi>{t('scenario.about', { subject: moment.subject })}</bdi>
          </>
        )}
      </p>
      <ul className={classes.steps}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trace is never reordered, and a step may come twice
          <li key={`${index} ${step.node}`}>
            <b>
              <bdi>{nodeTitle(graph, step.node)}</bdi>
            </b>{' '}
            <span className={classes.quiet}>
              <bdi>{readableText([step.did, step.text].filter(Boolean).join(', '), null)}</bdi>
            </span>
          </li>
        ))}
        {steps.length === 0 && <li className={classes.quiet}>{t(whyNothing(moment))}</li>}
        {moment.decision?.failure && <li className={classes.wrong}>{moment.decision.failure.detail}</li>}
      </ul>
      {asked.map(({ node, visit }) => {
        const Form = node.kind === 'action' ? AnswerForm : ChoiceForm;
        return <Form key={`${node.id} ${visit}`} node={node} visit={visit} />;
      })}
      <AnswerOf graph={graph} moment={moment} />
      {given && <EventForm key={given.key} given={given} />}
    </section>
  );
}

/** Why a moment moved nothing. */
function whyNothing({ late, repeated, cause, event }: Moment): MessageKey {
  if (late) return 'tryit.late';
  if (repeated) return 'scenario.repeated';
  return cause !== 'event' && cause !== 'timer' && !event ? 'scenario.not-there' : 'tryit.no-decision';
}

/** Behind an answer or a decision: what it is, to be changed. */
function AnswerOf({ graph, moment }: { readonly graph: DraftGraph; readonly moment: Moment }) {
  const { tried } = useTried();
  const { cause, node: id, visit } = moment;
  const node = id === undefined ? undefined : nodeOf(graph, tried.play, id);
  if (!node || visit === undefined) return null;
  if (cause === 'answer') return <AnswerForm key={`${node.id} ${visit}`} node={node} visit={visit} />;
  return cause === 'person' ? <ChoiceForm key={`${node.id} ${visit}`} node={node} visit={visit} /> : null;
}

/** A step of the draft, or one of a part that it runs. */
function nodeOf(graph: DraftGraph, play: Play | null, id: string): DraftNode | undefined {
  const inside = play?.program.nodes.get(id);
  return graph.nodes.find((each) => each.id === id) ?? (inside && { ...inside });
}

/** The event as it would come in, to edit; what is no event says why and is not taken. */
function EventForm({ given }: { readonly given: TriedEvent }) {
  const { session, tried } = useTried();
  const { announcement } = useEditor();
  const [text, setText] = useState(() => JSON.stringify(given.event, null, 2));
  const [wrong, setWrong] = useState('');
  const edit = (next: string) => {
    setText(next);
    const read = readEvent(next);
    setWrong(typeof read === 'string' ? read : '');
    if (typeof read !== 'string')
      session.change(
        (scenario) =>
          withEvent(scenario, { key: given.key, atMs: Math.max(given.atMs, Date.parse(read.time)), event: read }),
        given.key,
      );
  };
  return (
    <>
      <label className={classes.field}>
        {t('tryit.event')}
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          aria-invalid={wrong !== ''}
          onChange={(e) => edit(e.currentTarget.value)}
        />
      </label>
      {wrong && (
        <p className={classes.wrong} role="alert">
          {wrong}
        </p>
      )}
      <Repeat given={given} />
      <Button
        size="xs"
        variant="subtle"
        disabled={tried.scenario.events.length < 2}
        onClick={() => {
          session.change((scenario) => withoutEvent(scenario, given.key));
          announcement.set(t('tryit.removed'));
        }}
      >
        {t('tryit.remove')}
      </Button>
    </>
  );
}
