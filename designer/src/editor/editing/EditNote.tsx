import { editNote } from '@slipway/shared/workflow/edit';
import type { NodeProps } from '@xyflow/react';
import { memo, useEffect, useRef, useState } from 'react';
import { t } from '../../messages/t.ts';
import type { NoteNode } from '../flow.ts';
import classes from '../NoteCard.module.css';
import own from './EditNote.module.css';
import { useHand } from './hand-context.ts';

/** A note; double-click it or press Enter on it to write. */
export const EditNote = memo(function EditNote({ id, data, selected, height }: NodeProps<NoteNode>) {
  const hand = useHand();
  const [writing, setWriting] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The card around it has the focus; its keys arrive there.
    const card = box.current?.closest('.react-flow__node');
    const write = (e: Event) => {
      if (e instanceof KeyboardEvent && (e.key !== 'Enter' || e.target !== card)) return;
      e.preventDefault();
      e.stopPropagation();
      setWriting(true);
    };
    card?.addEventListener('keydown', write);
    card?.addEventListener('dblclick', write);
    return () => {
      card?.removeEventListener('keydown', write);
      card?.removeEventListener('dblclick', write);
    };
  }, []);
  const done = () => {
    setWriting(false);
    hand.look.focus(id);
  };
  return (
    <div
      ref={box}
      className={`${classes.note} ${own.note}`}
      style={{ minHeight: height }}
      data-selected={selected || undefined}
    >
      {writing ? (
        <textarea
          // biome-ignore lint/a11y/noAutofocus: writing was asked for
          autoFocus
          className={`${own.text} nodrag nopan nowheel`}
          aria-label={t('note.text')}
          value={data.text}
          onFocus={(e) => e.currentTarget.select()}
          onBlur={() => setWriting(false)}
          onKeyDown={(e) => {
            e.stopPropagation();
            if (e.key === 'Escape' || (e.key === 'Enter' && (e.ctrlKey || e.metaKey))) done();
          }}
          onChange={(e) => {
            const text = e.currentTarget.value;
            hand.editor.document.apply((draft) => editNote(draft, data.note, text), {
              label: t('edit.note-edited'),
              key: `note ${data.note}`,
            });
          }}
        />
      ) : (
        data.text
      )}
    </div>
  );
});
