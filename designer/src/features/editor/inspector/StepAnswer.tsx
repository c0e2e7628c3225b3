import type { DraftNode } from '@slipway/shared/workflow/edit';
import { ExplanationTree } from '../../../editor/ExplanationTree.tsx';
import { t } from '../../../messages/t.ts';
import { readableText } from '../../../ui/time.ts';
import { marksOfPlay, pinnedEvent } from '../tryit/reading.ts';
import { useTried } from '../tryit/use-tried.ts';
import classes from './Inspector.module.css';

/** What the step did with what is tried, or would do with it; of a condition why. */
export function StepAnswer({ node }: { readonly node: DraftNode }) {
  const { tried } = useTried();
  const { play, at } = tried;
  if (!play || at < 0) return null;
  const mark = marksOfPlay(play, at).nodes[node.id];
  const subject = pinnedEvent(play, at)?.event?.subject;
  if (!mark) return null;
  return (
    <section className={classes.answerBox} data-lit={mark.state === 'lit'} aria-label={t('inspector.answer')}>
      <p>
        <b>{readableText(mark.answer ?? t(mark.state === 'lit' ? 'node.passed' : 'node.not-reached'), null)}</b>{' '}
        {subject && <span>{t('inspector.answer-for', { subject })}</span>}
      </p>
      {mark.condition && <ExplanationTree tree={mark.condition} />}
    </section>
  );
}
