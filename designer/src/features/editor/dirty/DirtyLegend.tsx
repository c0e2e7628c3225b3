import { Link } from '@tanstack/react-router';
import { useEditor } from '../../../editor/editor-context.ts';
import { useLater } from '../../../editor/use-later.ts';
import { tn } from '../../../messages/t.ts';
import classes from './DirtyLegend.module.css';

/** How many steps are not as they run, and the way to see what is different. */
export function DirtyLegend() {
  const { environment, workflow, dirty } = useEditor();
  const { version, steps } = useLater(dirty);
  const count = [...steps.values()].filter(({ since }) => since !== 'tried').length;
  if (version === null || count === 0) return null;
  return (
    <Link
      className={classes.legend}
      to="/$env/workflows/$id/versions"
      params={{ env: environment, id: workflow }}
      search={{ a: version }}
    >
      <span className={classes.dot} aria-hidden="true" />
      {tn('dirty.legend', count, { version })}
    </Link>
  );
}
