import {
  conditionPointer,
  copiedName,
  duplicateCondition,
  inlineCondition,
  removeCondition,
} from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import type { Command } from '../../../editor/document.ts';
import { reveal, useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import inspector from '../inspector/Inspector.module.css';
import classes from './Conditions.module.css';

interface ToolsProps {
  readonly name: string;
  /** How many places refer to it. */
  readonly count: number;
  readonly onOpen: (name: string | undefined) => void;
  readonly onGone: () => void;
}

/** What can be done with a named condition as a whole. One that is used is not deleted, but can give its places its content. */
export function Tools({ name, count, onOpen, onGone }: ToolsProps) {
  const editor = useEditor();
  const { document, announcement } = editor;
  const [refused, setRefused] = useState<string | null>(null);
  const apply = (command: Command, label: string): boolean => {
    const done = document.apply(command, { label });
    if (done) announcement.set(label);
    return done;
  };
  const gone = () => {
    onOpen(undefined);
    onGone();
  };
  const duplicate = () => {
    const copy = copiedName(document.state.draft, name);
    if (apply((draft) => duplicateCondition(draft, name), t('conditions.duplicated', { name, copy })))
      reveal(editor, undefined, conditionPointer(copy));
  };
  const remove = () => {
    if (apply((draft) => removeCondition(draft, name), t('conditions.deleted', { name }))) gone();
    else setRefused(tn('conditions.kept', count));
  };
  const inline = () => {
    if (apply((draft) => inlineCondition(draft, name), t('conditions.inlined', { name }))) gone();
    else setRefused(t('conditions.circle'));
  };
  return (
    <div className={classes.tools}>
      <button type="button" className={inspector.adder} onClick={duplicate}>
        {t('conditions.duplicate')}
      </button>
      {count > 0 && (
        <button type="button" className={inspector.adder} onClick={inline}>
          {t('conditions.inline-all')}
        </button>
      )}
      <button type="button" className={inspector.adder} onClick={remove}>
        {t('conditions.delete')}
      </button>
      {refused !== null && count > 0 && (
        <p role="alert" className={classes.fault}>
          {refused}
        </p>
      )}
    </div>
  );
}
