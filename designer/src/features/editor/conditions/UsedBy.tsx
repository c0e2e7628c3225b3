import { nodeOf } from '@slipway/shared/workflow/edit';
import { IconTag } from '@tabler/icons-react';
import { reveal, useEditor } from '../../../editor/editor-context.ts';
import { faceOf } from '../../../editor/node-kinds/index.ts';
import { formatNumber, t } from '../../../messages/t.ts';
import classes from './Conditions.module.css';
import type { User } from './named.ts';

/** Who refers to a named condition; each leads to the place where it does. */
export function UsedBy({ users }: { readonly users: readonly User[] }) {
  const editor = useEditor();
  const { draft } = editor.document.state;
  return (
    <section className={classes.users} aria-label={t('conditions.used-by')}>
      <h3>{t('conditions.used-by')}</h3>
      {users.length === 0 && <p>{t('conditions.used-by-none')}</p>}
      <ul>
        {users.map(({ key, title, node, count, path }) => {
          const step = node === undefined ? undefined : nodeOf(draft, node);
          const Icon = step ? faceOf(step).icon : IconTag;
          return (
            <li key={key}>
              <button type="button" onClick={() => reveal(editor, node, path)}>
                <Icon size={14} stroke={1.75} aria-hidden="true" />
                <bdi>{node === undefined ? t('conditions.in-condition', { name: title }) : title}</bdi>
                {count > 1 && <span>{t('conditions.times', { count: formatNumber(count) })}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
