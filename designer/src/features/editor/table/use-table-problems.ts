import type { Problem } from '@slipway/shared/problem';
import { analyseTable } from '@slipway/shared/table';
import { configSchemas } from '@slipway/shared/workflow';
import { edgesOf } from '@slipway/shared/workflow/edit';
import { useDeferredValue, useMemo } from 'react';
import { useDocumentPart, useEditor } from '../../../editor/editor-context.ts';
import { useStep } from '../inspector/step-context.ts';
import { tableProblems } from './row-problems.ts';

/** What the rows say together; the check of the whole workflow is silent on it while anything else is wrong. */
const ANALYSED = /^table-(?:gap|overlap|masked-row|redundant-row|mergeable-rows|analysis-cut)$/;

export interface TableProblems {
  readonly found: readonly Problem[];
  /** False where gaps and overlaps were not looked for, as a cell cannot be read. */
  readonly analysed: boolean;
}

/** All that is wrong with the table of the step, the worst first. It is looked at again whenever the table changes. */
export function useTableProblems(): TableProblems {
  const { node, pointer, problems } = useStep();
  const { document } = useEditor();
  const from = `${node.id}.none`;
  const noneLeads = useDocumentPart(document, ({ draft }) => edgesOf(draft).some((edge) => edge.from === from));
  // What is typed comes first: a large table takes a moment to look at.
  const config = useDeferredValue(node.config);
  const together = useMemo(() => {
    const read = configSchemas.table.safeParse(config);
    if (!read.success) return undefined;
    return analyseTable(read.data, { nodeId: node.id, path: `${pointer}/config`, noneLeads });
  }, [config, node.id, pointer, noneLeads]);
  return useMemo(() => {
    const checked = problems.filter(({ code }) => !ANALYSED.test(code));
    const unread = checked.some(({ code }) => code === 'table-cell' || code === 'table-width');
    return {
      found: tableProblems([...checked, ...(together ?? [])], `${pointer}/config`),
      analysed: together !== undefined && !unread,
    };
  }, [problems, together, pointer]);
}
