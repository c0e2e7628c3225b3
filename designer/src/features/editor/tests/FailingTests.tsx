import { IconX } from '@tabler/icons-react';
import type { Editor } from '../../../editor/editor-context.ts';
import { tn } from '../../../messages/t.ts';
import { standingOf } from './TestMark.tsx';
import classes from './Tests.module.css';
import { useTests } from './use-tests.ts';

/** Before a version is saved or released: which tests the draft fails. It warns and forbids nothing. */
export function FailingTests({ editor }: { readonly editor: Editor }) {
  const { state } = useTests(editor);
  const failing = state.tests.scenarios.filter(({ name }) => standingOf(state.results.get(name)) === 'failed');
  if (failing.length === 0) return null;
  return (
    <div className={classes.warning} role="alert">
      <p>
        <IconX size={15} stroke={2} aria-hidden="true" /> {tn('tests.failing', failing.length)}
      </p>
      <ul>
        {failing.map(({ name }) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
