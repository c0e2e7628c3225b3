import { type Language, languages } from '@slipway/shared/language';
import { describeWorkflow, headingOf, type Paragraph, readWorkflow } from '@slipway/shared/workflow';
import type { Draft } from '@slipway/shared/workflow/edit';
import { useId, useMemo, useState } from 'react';
import { reveal, useEditor } from '../../../../editor/editor-context.ts';
import { locale } from '../../../../messages/locale.ts';
import { t } from '../../../../messages/t.ts';
import inspector from '../Inspector.module.css';
import classes from './Words.module.css';

/** The whole workflow in words; each sentence about a step is a button that selects it. Told only while it is open. */
export function Words({ draft }: { readonly draft: Draft }) {
  const [open, setOpen] = useState(false);
  const [language, setLanguage] = useState<Language>(locale);
  const name = useId();
  return (
    <details className={inspector.more} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('words.title')}</summary>
      {open && (
        <>
          <fieldset className={classes.languages}>
            <legend>{t('words.language')}</legend>
            {languages.map((each) => (
              <label key={each} lang={each}>
                <input type="radio" name={name} checked={language === each} onChange={() => setLanguage(each)} />
                {t(`words.${each}`)}
              </label>
            ))}
          </fieldset>
          <Told draft={draft} language={language} />
        </>
      )}
    </details>
  );
}

function Told({ draft, language }: { readonly draft: Draft; readonly language: Language }) {
  const editor = useEditor();
  const paragraphs = useMemo(() => {
    const read = readWorkflow(draft);
    return read.ok ? describeWorkflow(read.workflow, language) : undefined;
  }, [draft, language]);
  if (!paragraphs) return <p className={inspector.hint}>{t('words.unreadable')}</p>;
  return (
    <div className={classes.text} lang={language}>
      {sections(paragraphs).map(([part, own]) => (
        <section key={part}>
          <h4>{headingOf(part, language)}</h4>
          {own.map(({ node, text }) =>
            node === undefined ? (
              <p key={text}>{text}</p>
            ) : (
              <button key={text} type="button" onClick={() => reveal(editor, node)}>
                {text}
              </button>
            ),
          )}
        </section>
      ))}
    </div>
  );
}

function sections(paragraphs: readonly Paragraph[]) {
  const parts = [...new Set(paragraphs.map(({ part }) => part))];
  return parts.map((part) => [part, paragraphs.filter((each) => each.part === part)] as const);
}
