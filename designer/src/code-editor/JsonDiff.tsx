import { useEffect, useRef } from 'react';
import { useColorScheme } from '../ui/color-scheme.ts';
import { watchStyles } from './inline-styles.ts';
import classes from './JsonDiff.module.css';
import { editor as monaco } from './monaco.ts';
import { themeOf } from './theme.ts';

interface JsonDiffProps {
  readonly before: string;
  readonly after: string;
  /** What the two sides are called. */
  readonly labels: readonly [string, string];
}

const THEME = 'slipway';

/** Two JSON texts side by side, to be read. */
export default function JsonDiff({ before, after, labels: [old, now] }: JsonDiffProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useColorScheme();
  useEffect(() => {
    monaco.defineTheme(THEME, themeOf(scheme));
    monaco.setTheme(THEME);
  }, [scheme]);
  useEffect(() => {
    if (!frame.current) return;
    const stop = watchStyles(frame.current);
    const models = { original: monaco.createModel(before, 'json'), modified: monaco.createModel(after, 'json') };
    for (const model of Object.values(models))
      model.updateOptions({
        bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
      });
    const diff = monaco.createDiffEditor(frame.current, {
      readOnly: true,
      originalEditable: false,
      domReadOnly: true,
      originalAriaLabel: old,
      modifiedAriaLabel: now,
      automaticLayout: true,
      contextmenu: false,
      fontFamily: 'var(--font-mono)',
      fontSize: 13,
      lineHeight: 20,
      minimap: { enabled: false },
      bracketPairColorization: { enabled: false, independentColorPoolPerBracketType: false },
      scrollBeyondLastLine: false,
      stickyScroll: { enabled: false },
      unicodeHighlight: { ambiguousCharacters: false },
      useShadowDOM: false,
      // In a narrow frame it would write style attributes, which the page's policy refuses.
      useInlineViewWhenSpaceIsLimited: false,
      hideUnchangedRegions: { enabled: true },
      renderMarginRevertIcon: false,
    });
    diff.setModel(models);
    // The library forgets the names whenever it lays the two sides out anew.
    const name = () => {
      diff.getOriginalEditor().updateOptions({ ariaLabel: old });
      diff.getModifiedEditor().updateOptions({ ariaLabel: now });
    };
    name();
    diff.onDidUpdateDiff(name);
    return () => {
      stop();
      diff.dispose();
      for (const model of Object.values(models)) model.dispose();
    };
  }, [before, after, old, now]);
  return <div className={classes.frame} ref={frame} />;
}
