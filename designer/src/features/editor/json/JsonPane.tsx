import { lazy, Suspense } from 'react';
import { withCodeEditor } from '../../../code-editor/load.ts';
import type { EditorDocument } from '../../../editor/document.ts';
import { t } from '../../../messages/t.ts';
import { Loading } from '../../../ui/Notice.tsx';

const JsonEditor = lazy(() => withCodeEditor(() => import('./JsonEditor.tsx')));

/** The document as JSON, beside the canvas or instead of it. The code editor comes when it is first wanted. */
export function JsonPane({ document }: { readonly document: EditorDocument }) {
  return (
    <Suspense fallback={<Loading what={t('json.loading')} />}>
      <JsonEditor document={document} />
    </Suspense>
  );
}
