import type { Counters } from '@slipway/shared/api';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import canvas from '../Canvas.module.css';
import { useEditor, useStore } from '../editor-context.ts';
import classes from './EditCanvas.module.css';
import { EditCanvas } from './EditCanvas.tsx';
import { Hand } from './hand.ts';
import { HandContext } from './hand-context.ts';
import { Look } from './look.ts';
import { Palette } from './Palette.tsx';

interface EditAreaProps {
  readonly label: string;
  readonly counters?: Counters | undefined;
  /** Without it the canvas gets a button to add. */
  readonly palette: boolean;
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

function Area({ label, counters, palette, onInspect, children }: EditAreaProps) {
  const editor = useEditor();
  const flow = useReactFlow();
  const section = useRef<HTMLElement>(null);
  const frame = useCallback(() => section.current, []);
  const hand = useMemo(() => new Hand(editor, new Look(flow, frame)), [editor, flow, frame]);
  const said = useStore(editor.announcement);
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
          <EditCanvas hand={hand} frame={frame} label={label} counters={counters} adds={!palette} onInspect={onInspect}>
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
