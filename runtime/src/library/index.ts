export { type Copied, copyExample } from './copy-example.ts';
export { blankGraph, createWorkflow, needsOf } from './create.ts';
export { draftText, examine, GRAPH_READING, readFileText, readVersion } from './document.ts';
export { ensureVersion, type Saved, type Saving, saveVersion } from './save-version.ts';
export { keepDraftTests, readTests, testsInFile, testsOfDraft, testsText } from './tests.ts';
