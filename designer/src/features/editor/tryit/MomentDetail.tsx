import { Button } from '@mantine/core';
import type { DraftGraph, DraftNode } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
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
  const asked = steps.flatMap((step) => {
    const node = nodeOf(graph, tried.play, step.node);
    return node && (node.kind === 'action' || node.kind === 'exception') && step.did === 'waits' ? [node] : [];
  });
  const given = tried.scenario.events.find((event) => event.key === moment.of);
  return (
    <section className={classes.detail} aria-label={t('tryit.detail')}>
      <p className={classes.heading}>
        <bdi>{titleOf(moment, graph)}</bdi>
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
        {steps.length === 0 && <li className={classes.quiet}>{t(moment.late ? 'tryit.late' : 'tryit.no-decision')}</li>}
        {moment.decision?.failure && <li className={classes.wrong}>{moment.decision.failure.detail}</li>}
      </ul>
      {asked.map((node) =>
        node.kind === 'action' ? <AnswerForm key={node.id} node={node} /> : <ChoiceForm key={node.id} node={node} />,
      )}
      {moment.cause === 'answer' && moment.node !== undefined && <AnswerOf graph={graph} node={moment.node} />}
      {given && <EventForm key={given.key} given={given} />}
    </section>
  );
}

function AnswerOf({ graph, node: id }: { readonly graph: DraftGraph; readonly node: string }) {
  const { tried } = useTried();
  const node = nodeOf(graph, tried.play, id);
  return node ? <AnswerForm node={node} /> : null;
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
