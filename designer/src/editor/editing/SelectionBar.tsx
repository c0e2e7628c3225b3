import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowFork,
  IconCopy,
  IconLayoutAlignCenter,
  IconLayoutAlignMiddle,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconPlugConnected,
  IconTrash,
} from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { type MessageKey, t, tn } from '../../messages/t.ts';
import { useDocumentPart } from '../editor-context.ts';
import classes from './EditCanvas.module.css';
import type { Hand } from './hand.ts';

/** What can be done with what is picked, while more than one step is, or a wire. */
export function SelectionBar({ hand }: { readonly hand: Hand }) {
  const { nodes, notes, wires } = useDocumentPart(hand.editor.document, (state) => state.selection);
  const cards = nodes.length + notes.length;
  if (cards + wires.length === 0) return null;
  return (
    <Panel position="bottom-center" className={classes.bar ?? ''}>
      <span className={classes.picked}>{tn('select.count', cards + wires.length)}</span>
      {cards > 1 && <AlignButtons hand={hand} spread={cards > 2} />}
      {wires.length === 1 && cards === 0 && (
        <Tool icon={IconArrowFork} message="wire.insert" onClick={() => hand.add()} />
      )}
      {(nodes.length === 1 || (wires.length === 1 && cards === 0)) && (
        <Tool icon={IconPlugConnected} message="select.connect" onClick={() => hand.connect()} />
      )}
      {cards > 0 && <Tool icon={IconCopy} message="select.duplicate" onClick={() => hand.duplicate()} />}
      <Tool icon={IconTrash} message="select.remove" onClick={() => hand.remove()} />
    </Panel>
  );
}

function AlignButtons({ hand, spread }: { readonly hand: Hand; readonly spread: boolean }) {
  return (
    <>
      <Tool icon={IconLayoutAlignCenter} message="select.column" onClick={() => hand.align('column')} />
      <Tool icon={IconLayoutAlignMiddle} message="select.row" onClick={() => hand.align('row')} />
      {spread && (
        <>
          <Tool
            icon={IconLayoutDistributeHorizontal}
            message="select.spread-across"
            onClick={() => hand.align('spread-across')}
          />
          <Tool
            icon={IconLayoutDistributeVertical}
            message="select.spread-down"
            onClick={() => hand.align('spread-down')}
          />
        </>
      )}
    </>
  );
}

interface ToolProps {
  readonly icon: Icon;
  readonly message: MessageKey;
  readonly onClick: () => void;
}

function Tool({ icon: Glyph, message, onClick }: ToolProps) {
  return (
    <Tooltip label={t(message)}>
      <ActionIcon aria-label={t(message)} onClick={onClick}>
        <Glyph size={16} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
