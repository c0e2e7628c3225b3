import { ActionIcon, Tooltip } from '@mantine/core';
import {
  type Icon,
  IconArrowFork,
  IconBoxAlignTopLeft,
  IconBoxMultiple,
  IconBoxOff,
  IconCopy,
  IconCursorText,
  IconLayoutAlignCenter,
  IconLayoutAlignMiddle,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
  IconPlugConnected,
  IconTrash,
} from '@tabler/icons-react';
import { Panel } from '@xyflow/react';
import { type MessageKey, t, tn } from '../../messages/t.ts';
import { useDocumentPart, usePicked } from '../editor-context.ts';
import classes from './EditCanvas.module.css';
import { dissolveGroup, groupPicked, groupPickedIn } from './grouping.ts';
import type { Hand } from './hand.ts';

const NO_GROUPS = [] as const;

/** What can be done with what is picked, while more than one step is, or a wire. */
export function SelectionBar({ hand }: { readonly hand: Hand }) {
  const { nodes, notes, wires } = usePicked(hand.editor);
  const groups = useDocumentPart(hand.editor.document, (state) => state.graph.groups) ?? NO_GROUPS;
  const cards = nodes.length + notes.length;
  const group = groupPickedIn(groups, { nodes, notes, wires });
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
      {nodes.length > 0 && <GroupButtons hand={hand} group={group} />}
      {cards > 0 && <Tool icon={IconCopy} message="select.duplicate" onClick={() => hand.duplicate()} />}
      <Tool icon={IconTrash} message="select.remove" onClick={() => hand.remove()} />
    </Panel>
  );
}

/** A frame around what is picked, or what can be done with the one that is. */
function GroupButtons({ hand, group }: { readonly hand: Hand; readonly group: string | undefined }) {
  if (group === undefined)
    return (
      <>
        <Tool icon={IconBoxMultiple} message="hands.group" onClick={() => groupPicked(hand)} />
        {(hand.editor.document.state.graph.groups ?? []).length > 0 && (
          <Tool icon={IconBoxAlignTopLeft} message="hands.regroup" onClick={() => hand.regroup()} />
        )}
      </>
    );
  return (
    <>
      <Tool icon={IconCursorText} message="hands.rename-group" onClick={() => hand.naming.set(group)} />
      <Tool icon={IconBoxOff} message="hands.ungroup" onClick={() => dissolveGroup(hand, group)} />
    </>
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
