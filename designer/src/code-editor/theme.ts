import type { editor as Editor } from 'monaco-editor/editor/editor.api.js';

/** Names of our tokens, by what the code editor calls the place. */
const COLOURS = {
  'editor.background': '--panel',
  'editor.foreground': '--text',
  'editorLineNumber.foreground': '--text-3',
  'editorLineNumber.activeForeground': '--text',
  'editor.lineHighlightBackground': '--code-line',
  'editor.selectionBackground': '--accent-line',
  'editorCursor.foreground': '--accent',
  'editorError.foreground': '--fail',
  'editorWarning.foreground': '--text-2',
  'editorWidget.background': '--raised',
  'editorWidget.foreground': '--text',
  'editorWidget.border': '--line-2',
  'editorSuggestWidget.background': '--raised',
  'editorSuggestWidget.border': '--line-2',
  'editorSuggestWidget.foreground': '--text',
  'editorSuggestWidget.selectedBackground': '--selected',
  'editorSuggestWidget.selectedForeground': '--text',
  'editorSuggestWidget.highlightForeground': '--accent',
  'editorHoverWidget.background': '--raised',
  'editorHoverWidget.border': '--line-2',
  'input.background': '--raised',
  'input.foreground': '--text',
  focusBorder: '--accent',
  'editorIndentGuide.background1': '--line',
  'editorBracketMatch.border': '--accent',
  'editorBracketMatch.background': '--accent-weak',
  // Old and new are grey and accent, as everywhere: the editor's own red and green would say bad and good.
  'diffEditor.insertedLineBackground': '--accent-weak',
  'diffEditor.insertedTextBackground': '--accent-line',
  'diffEditor.removedLineBackground': '--sunken',
  'diffEditor.removedTextBackground': '--line-2',
  'diffEditorGutter.insertedLineBackground': '--accent-weak',
  'diffEditorGutter.removedLineBackground': '--sunken',
  'diffEditorOverview.insertedForeground': '--accent',
  'diffEditorOverview.removedForeground': '--text-3',
  'diffEditor.unchangedRegionBackground': '--sunken',
  'diffEditor.unchangedRegionForeground': '--text-2',
  'diffEditor.unchangedCodeBackground': '--panel',
} as const;

/** The code editor's theme out of the page's tokens: both follow when the page goes dark. */
export function themeOf(scheme: 'light' | 'dark'): Editor.IStandaloneThemeData {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => sixDigits(style.getPropertyValue(name).trim());
  const ink = (name: string) => token(name).replace('#', '');
  return {
    base: scheme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    colors: Object.fromEntries(Object.entries(COLOURS).map(([place, name]) => [place, token(name)])),
    rules: [
      { token: 'string.key.json', foreground: ink('--code-key') },
      { token: 'string.value.json', foreground: ink('--code-str') },
      { token: 'number.json', foreground: ink('--code-num') },
      { token: 'keyword.json', foreground: ink('--code-num') },
      { token: 'delimiter', foreground: ink('--code-punct') },
    ],
  };
}

/** A colour with all of its digits: the built style sheet shortens `#ffffff`, which the code editor does not read. */
export function sixDigits(colour: string): string {
  return /^#[\da-f]{3}$/i.test(colour) ? `#${[...colour.slice(1)].map((digit) => digit + digit).join('')}` : colour;
}
