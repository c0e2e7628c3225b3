import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker.js?worker';
import { carryStyles } from './inline-styles.ts';

/* What the code editor asks its surroundings for. Its modules ask while they load, so this one is imported before them. */
window.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => (label === 'json' ? new JsonWorker() : new EditorWorker()),
  // Every piece of HTML that the editor writes passes through its policy, so that is where styles are carried over.
  createTrustedTypesPolicy: (name, options = {}) => ({
    name,
    createHTML: (html: string) => carryStyles(options.createHTML?.(html) ?? html),
    createScriptURL: (url: string) => options.createScriptURL?.(url) ?? url,
  }),
};
