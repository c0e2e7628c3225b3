import { useStore } from '@xyflow/react';
import classes from './EditCanvas.module.css';

interface GuidesProps {
  readonly column: number | undefined;
  readonly row: number | undefined;
}

/** Thin lines through the column and the row of another card, while one is dragged along them. */
export function Guides({ column, row }: GuidesProps) {
  return column === undefined && row === undefined ? null : <Lines column={column} row={row} />;
}

function Lines({ column, row }: GuidesProps) {
  const [x, y, zoom] = useStore((state) => state.transform);
  return (
    <>
      {column !== undefined && (
        <div className={classes.guide} style={{ left: (column + 120) * zoom + x, top: 0, bottom: 0, width: 1 }} />
      )}
      {row !== undefined && (
        <div className={classes.guide} style={{ top: row * zoom + y, left: 0, right: 0, height: 1 }} />
      )}
    </>
  );
}
