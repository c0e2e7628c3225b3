import { IconEye, IconFlask, IconHistory, IconPencil, IconPrinter } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import type { Command } from './command.ts';
import type { Ways } from './places.ts';

/** A workflow, and the page of it that is looked at; undefined is what runs. */
export interface WorkflowPlace {
  readonly id: string;
  readonly page: 'edit' | 'backtest' | 'versions' | undefined;
}

const PAGES = [
  { page: undefined, label: 'commands.page-runs', icon: IconEye, needs: undefined },
  { page: 'edit', label: 'commands.page-edit', icon: IconPencil, needs: 'workflow:edit' },
  { page: 'versions', label: 'commands.page-versions', icon: IconHistory, needs: undefined },
  { page: 'backtest', label: 'commands.page-backtest', icon: IconFlask, needs: undefined },
  { page: 'print', label: 'commands.page-print', icon: IconPrinter, needs: undefined },
] as const;

/** The other pages of the workflow that the page is about. */
export function workflowPlaces({ environment, may, go }: Ways, here: WorkflowPlace): readonly Command[] {
  return PAGES.filter(({ page, needs }) => page !== here.page && (needs === undefined || may(needs, null))).map(
    ({ page, label, icon }): Command => ({
      id: `workflow-page.${page ?? 'runs'}`,
      group: 'workflow',
      title: t(label),
      icon,
      run: () => go(['', environment, 'workflows', here.id, ...(page ? [page] : [])].map(encodeURIComponent).join('/')),
    }),
  );
}
