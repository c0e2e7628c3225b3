import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { useDocumentPart, useStore } from '../editor-context.ts';
import classes from '../FrameCard.module.css';
import type { FrameNode } from '../frames.ts';
import own from './EditFrame.module.css';
import { giveTitle, groupPickedIn } from './grouping.ts';
import { useHand } from './hand-context.ts';
import { TitleInput } from './TitleInput.tsx';

/** The frame of a group: its title picks and drags all of its steps, twice clicked it is written. */
export const EditFrame = memo(function EditFrame({ data }: NodeProps<FrameNode>) {
  const hand = useHand();
  const naming = useStore(hand.naming) === data.group;
  const picked = useDocumentPart(
    hand.editor.document,
    ({ selection }) => groupPickedIn([{ id: data.group, nodes: data.members }], selection) !== undefined,
  );
  return (
    <div className={classes.frame} data-selected={picked || undefined} data-group={data.group}>
      {naming ? (
        <TitleInput
          className={`${own.input} nodrag nopan`}
          title={data.title}
          onGive={(title) => {
            giveTitle(hand, data.group, title);
            hand.look.refocus(hand.editor.document.state.selection);
          }}
          onLeave={() => {
            hand.naming.set(null);
            hand.look.refocus(hand.editor.document.state.selection);
          }}
        />
      ) : (
        <span className={`${classes.title} ${own.title}`} title={data.title}>
          <bdi>{data.title}</bdi>
        </span>
      )}
    </div>
  );
});
