import {
  type Icon,
  IconAlertTriangle,
  IconBraces,
  IconChevronDown,
  IconColumns2,
  IconFlask,
  IconListTree,
  IconSchema,
} from '@tabler/icons-react';
import { t } from '../../../messages/t.ts';
import { editorViews } from '../../../search.ts';
import type { Command } from '../../../shell/commands/command.ts';
import type { Panel } from '../BottomPanel.tsx';

type View = (typeof editorViews)[number];

const ICONS: Readonly<Record<View, Icon>> = {
  canvas: IconSchema,
  split: IconColumns2,
  json: IconBraces,
  outline: IconListTree,
};

interface Views {
  readonly view: View;
  readonly panel: Panel | null;
  readonly show: (view: View) => void;
  readonly onPanel: (panel: Panel | null) => void;
  /** Between canvas and outline; the focus goes along. */
  readonly toggle: () => void;
}

/** The other ways to look at the workflow, and the panel below. */
export function viewCommands({ view, panel, show, onPanel, toggle }: Views): readonly Command[] {
  const goesAlong = (one: View) => (one === 'outline' && view === 'canvas') || (one === 'canvas' && view === 'outline');
  return [
    ...editorViews
      .filter((one) => one !== view)
      .map(
        (one): Command => ({
          id: `view.${one}`,
          group: 'view',
          title: t(`hands.view-${one}`),
          icon: ICONS[one],
          ...(goesAlong(one) ? { keys: ['O'] } : {}),
          run: () => (goesAlong(one) ? toggle() : show(one)),
        }),
      ),
    { id: 'panel.tryit', group: 'view', title: t('hands.panel-tryit'), icon: IconFlask, run: () => onPanel('tryit') },
    {
      id: 'panel.problems',
      group: 'view',
      title: t('hands.panel-problems'),
      icon: IconAlertTriangle,
      run: () => onPanel('problems'),
    },
    ...(panel === null
      ? []
      : [
          {
            id: 'panel.fold',
            group: 'view' as const,
            title: t('hands.panel-fold'),
            icon: IconChevronDown,
            run: () => onPanel(null),
          },
        ]),
  ];
}
