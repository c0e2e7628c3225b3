import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import canvas from '../Canvas.module.css';
import { useEditor, useStore } from '../editor-context.ts';
import type { LiveCounts } from '../live-counts.ts';
import classes from './EditCanvas.module.css';
import { EditCanvas } from './EditCanvas.tsx';
import { Hand } from './hand.ts';
import { HandContext } from './hand-context.ts';
import { Look } from './look.ts';
import { Palette } from './Palette.tsx';

interface EditAreaProps {
  readonly label: string;
  readonly counts?: LiveCounts | undefined;
  /** Without it the canvas gets a button to add. */
  readonly palette: boolean;
  /** Whether it has to take the focus, because what had it is gone. */
  readonly takesFocus?: boolean;
  readonly onInspect: () => void;
  readonly children?: ReactNode;
}

/** The palette and the canvas of the open editor. */
export function EditArea(props: EditAreaProps) {
  return (
    <ReactFlowProvider>
      <Area {...props} />
    </ReactFlowProvider>
  );
}

function Area({ label, counts, palette, takesFocus = false, onInspect, children }: EditAreaProps) {
  const editor = useEditor();
  const flow = useReactFlow();
  const section = useRef<HTMLElement>(null);
  const frame = useCallback(() => section.current, []);
  const hand = useMemo(() => new Hand(editor, new Look(flow, frame)), [editor, flow, frame]);
  const said = useStore(editor.announcement);
  const first = useRef(takesFocus);
  useEffect(() => {
    if (first.current) hand.look.refocus(editor.document.state.selection);
    first.current = false;
  }, [hand, editor]);
  return (
    <HandContext value={hand}>
      <div className={classes.area} data-adds={!palette || undefined}>
        {palette && <Palette hand={hand} />}
        <section
          ref={section}
          className={`${canvas.canvas} ${classes.canvas}`}
          aria-label={label}
          tabIndex={-1}
          data-testid="canvas"
        >
          <EditCanvas hand={hand} frame={frame} label={label} counts={counts} adds={!palette} onInspect={onInspect}>
            {children}
          </EditCanvas>
        </section>
        <p className={classes.said} aria-live="polite">
          {said}
        </p>
      </div>
    </HandContext>
  );
}
