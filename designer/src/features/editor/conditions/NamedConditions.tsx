import type { Problem } from '@slipway/shared/problem';
import { conditionPointer, conditionsOf, type Draft } from '@slipway/shared/workflow/edit';
import { useRef, useState } from 'react';
import { type Target, useEditor, useStore } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import inspector from '../inspector/Inspector.module.css';
import classes from './Conditions.module.css';
import { NamedCondition } from './NamedCondition.tsx';
import { addNamed, CONDITIONS, namedAt } from './named.ts';

interface NamedConditionsProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
}

/** What the workflow keeps under a name: each with what it asks, who refers to it, and its form once it is opened. */
export function NamedConditions({ draft, problemsAt }: NamedConditionsProps) {
  const editor = useEditor();
  const [open, setOpen] = useOpened();
  const section = useRef<HTMLElement>(null);
  const names = Object.keys(conditionsOf(draft));
  return (
    <section
      ref={section}
      className={inspector.section}
      aria-label={t('conditions.title')}
      data-pointer={CONDITIONS}
      tabIndex={-1}
    >
      <div className={inspector.labelRow}>
        <span>{t('conditions.title')}</span>
      </div>
      <p className={inspector.hint}>{t('conditions.hint')}</p>
      {names.length > 0 && (
        <ul className={classes.list}>
          {names.map((name, index) => (
            <NamedCondition
              // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
              key={index}
              draft={draft}
              name={name}
              open={name === open}
              problems={problemsAt(conditionPointer(name))}
              onOpen={setOpen}
              onGone={() => section.current?.focus()}
            />
          ))}
        </ul>
      )}
      <button type="button" className={inspector.adder} onClick={() => addNamed(editor)}>
        {t('conditions.add')}
      </button>
    </section>
  );
}

/** Which one is open: the one that was opened here, or that somebody asked to be shown since. */
function useOpened(): readonly [string | undefined, (name: string | undefined) => void] {
  const asked = useStore(useEditor().target);
  const [seen, setSeen] = useState<Target | null>(null);
  const [open, setOpen] = useState<string>();
  if (asked !== seen) {
    setSeen(asked);
    const name = namedAt(asked?.path);
    if (name !== undefined) setOpen(name);
  }
  return [open, setOpen];
}
