import type { Draft } from '@slipway/shared/workflow/edit';
import { lazy, Suspense } from 'react';
import { withCodeEditor } from '../../code-editor/load.ts';
import { t } from '../../messages/t.ts';
import { Loading } from '../../ui/Notice.tsx';

const JsonDiff = lazy(() => withCodeEditor(() => import('../../code-editor/JsonDiff.tsx')));

interface InJsonProps {
  readonly before: Draft;
  readonly after: Draft;
  readonly names: readonly [string, string];
}

/** Both documents as they are written. The code editor comes when it is first wanted. */
export function InJson({ before, after, names }: InJsonProps) {
  return (
    <Suspense fallback={<Loading what={t('json.loading')} />}>
      <JsonDiff
        before={textOf(before)}
        after={textOf(after)}
        labels={[t('compare.json', { side: names[0] }), t('compare.json', { side: names[1] })]}
      />
    </Suspense>
  );
}

const textOf = (draft: Draft) => `${JSON.stringify(draft, null, 2)}\n`;
