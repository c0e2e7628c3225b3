import type { ExampleItem } from '@slipway/shared/api';
import { t, tn, tOr } from '../../../messages/t.ts';
import { SeverityMark } from '../../../ui/SeverityMark.tsx';
import classes from './Gallery.module.css';
import { outcomeWords } from './outcome-words.ts';

/** What an example is tried with: every story, what it shows, and what comes of it. */
export function Stories({ example }: { readonly example: ExampleItem }) {
  const { stories, graph } = example;
  return (
    <section className={classes.stories} aria-label={t('gallery.stories')}>
      <h3 className={classes.heading}>
        {t('gallery.stories')} <span>{tn('gallery.stories-count', stories.length)}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by keyboard */}
      <ol tabIndex={0} aria-label={t('gallery.stories')}>
        {stories.map((story) => (
          <li key={story.name}>
            <p className={classes.story}>
              <bdi>{story.name}</bdi>
            </p>
            <p className={classes.outcome}>
              {story.expected.cases[0] && <SeverityMark severity={story.expected.cases[0].severity} />}
              <bdi>{outcomeWords(story, graph).join(' · ')}</bdi>
            </p>
            {story.shows.length > 0 && (
              <p className={classes.shows}>{story.shows.map((each) => tOr(`shows.${each}`, each)).join(', ')}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
