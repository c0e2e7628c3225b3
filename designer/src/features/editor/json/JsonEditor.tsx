import { CopyButton } from '@mantine/core';
import { keysOf } from '@slipway/shared/workflow/edit';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { editor as monaco } from '../../../code-editor/monaco.ts';
import { themeOf } from '../../../code-editor/theme.ts';
import type { EditorDocument } from '../../../editor/document.ts';
import { useDocumentPart, useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { useColorScheme } from '../../../ui/color-scheme.ts';
import { Binding, type BindingState } from './binding.ts';
import { textOf } from './draft-text.ts';
import classes from './JsonPane.module.css';

const THEME = 'slipway';

/** The code editor over the document: typing valid JSON is an edit like any other; broken JSON stays here until it is mended. */
export default function JsonEditor({ document }: { readonly document: EditorDocument }) {
  const editor = useEditor();
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<BindingState>({ pointer: '', broken: null });
  const [binding, setBinding] = useState<Binding | null>(null);
  const scheme = useColorScheme();
  const id = useDocumentPart(document, (each) => each.graph.id);
  useEffect(() => {
    if (!frame.current) return;
    const made = new Binding(frame.current, editor, setState);
    setBinding(made);
    return () => made.dispose();
  }, [editor]);
  useEffect(() => {
    monaco.defineTheme(THEME, themeOf(scheme));
    monaco.setTheme(THEME);
  }, [scheme]);
  const crumbs = keysOf(state.pointer);
  return (
    <div className={classes.pane}>
      <div className={classes.head}>
        <b>
          <bdi>{t('json.file', { id })}</bdi>
        </b>
        <span className={classes.crumbs}>
          <bdi>{crumbs.join(' › ')}</bdi>
        </span>
        <span className={classes.quiet}>{t('json.keys')}</span>
        <CopyButton value={textOf(document.state.draft)}>
          {({ copy }) => (
            <button
              type="button"
              className={classes.icon}
              aria-label={t('json.copy')}
              title={t('json.copy')}
              onClick={() => {
                copy();
                editor.announcement.set(t('json.copied'));
              }}
            >
              <IconCopy size={15} stroke={1.75} />
            </button>
          )}
        </CopyButton>
      </div>
      {state.broken !== null && (
        <p className={classes.broken} role="status">
          {t('json.broken')}{' '}
          <button type="button" className={classes.link} onClick={() => binding?.discard()}>
            {t('json.discard')}
          </button>
        </p>
      )}
      <div className={classes.frame} ref={frame} />
    </div>
  );
}
