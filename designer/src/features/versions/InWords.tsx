import { type Language, languages } from '@slipway/shared/language';
import type { Draft } from '@slipway/shared/workflow/edit';
import { useId, useMemo, useState } from 'react';
import { locale } from '../../messages/locale.ts';
import { t } from '../../messages/t.ts';
import { Empty } from '../../ui/Notice.tsx';
import classes from './InWords.module.css';
import { Stretches } from './Stretches.tsx';
import { chaptersOf } from './sentences.ts';

interface InWordsProps {
  readonly before: Draft;
  readonly after: Draft;
  readonly names: readonly [string, string];
}

/** Both versions in plain words, side by side; sentences that differ are marked. */
export function InWords({ before, after, names }: InWordsProps) {
  const [language, setLanguage] = useState<Language>(locale);
  const [all, setAll] = useState(true);
  const group = useId();
  const chapters = useMemo(() => chaptersOf(before, after, language), [before, after, language]);
  if (!chapters) return <Empty title={t('compare.no-words')}>{t('compare.no-words-detail')}</Empty>;
  const shown = chapters
    .map(({ heading, pairs }) => ({ heading, pairs: all ? pairs : pairs.filter(({ same }) => !same) }))
    .filter(({ pairs }) => pairs.length > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={classes.page} tabIndex={0} aria-label={t('compare.view.words')}>
      <div className={classes.tools}>
        <fieldset className={classes.languages}>
          <legend className={classes.hidden}>{t('words.language')}</legend>
          {languages.map((each) => (
            <label key={each} lang={each}>
              <input type="radio" name={group} checked={language === each} onChange={() => setLanguage(each)} />
              {t(`words.${each}`)}
            </label>
          ))}
        </fieldset>
        <label className={classes.only}>
          <input type="checkbox" checked={!all} onChange={(e) => setAll(!e.currentTarget.checked)} />
          {t('compare.only-differences')}
        </label>
      </div>
      <div className={classes.text} lang={language}>
        <p className={classes.side}>{names[0]}</p>
        <p className={`${classes.side} ${classes.new}`}>{names[1]}</p>
        {shown.map(({ heading, pairs }) => (
          <Chapter key={heading} heading={heading} pairs={pairs} />
        ))}
      </div>
      {shown.length === 0 && <Empty title={t('compare.same')} />}
    </section>
  );
}

type ChapterProps = NonNullable<ReturnType<typeof chaptersOf>>[number];

function Chapter({ heading, pairs }: ChapterProps) {
  return (
    <>
      <h2 className={classes.heading}>{heading}</h2>
      {pairs.map(({ node, before, after, same }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is about no step has only its place
        <div key={`${node ?? ''} ${at}`} className={classes.pair} data-same={same || undefined}>
          <p className={classes.old}>{before ? <Stretches stretches={before} /> : <i>{t('compare.nothing')}</i>}</p>
          <p className={classes.now}>{after ? <Stretches stretches={after} /> : <i>{t('compare.nothing')}</i>}</p>
        </div>
      ))}
    </>
  );
}
