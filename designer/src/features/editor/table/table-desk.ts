import { nodeOf, setConfig } from '@slipway/shared/workflow/edit';
import type { EditorDocument } from '../../../editor/document.ts';
import { type Table, tableOf } from './table-config.ts';

/** The table of one step, and how to change it: every change is a command of the document. */
export interface TableDesk {
  readonly table: () => Table;
  /** Answers whether it changed anything. Changes in a row with the same key are undone together. */
  readonly change: (label: string, edit: (table: Table) => Table, key?: string) => boolean;
}

export function tableDesk(document: EditorDocument, id: string): TableDesk {
  return {
    table: () => tableOf(nodeOf(document.state.draft, id)?.config),
    change: (label, edit, key) =>
      document.apply(
        (draft) => {
          const node = nodeOf(draft, id);
          if (!node) return draft;
          const before = tableOf(node.config);
          const after = edit(before);
          return after === before ? draft : setConfig(draft, id, after);
        },
        { label, key: key === undefined ? undefined : `${id}/${key}` },
      ),
  };
}
