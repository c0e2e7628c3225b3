import type { ExceptionItem, LibraryItem, SubjectItem } from '@slipway/shared/api';
import { languages } from '@slipway/shared/language';
import {
  type Icon,
  IconActivity,
  IconAdjustmentsHorizontal,
  IconBuildingLighthouse,
  IconHierarchy2,
  IconHome,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconMail,
  IconMoon,
  IconPencil,
  IconPlugConnected,
  IconRocket,
  IconSearch,
  IconSettings,
  IconSun,
  IconTable,
  IconTruck,
} from '@tabler/icons-react';
import { keepLocale, locale } from '../../messages/locale.ts';
import { type MessageKey, t, tOr } from '../../messages/t.ts';
import { chooseTheme } from '../../ui/color-scheme.ts';
import type { AdminPart } from '../admin-parts.ts';
import { showKeys } from '../KeyHelp.tsx';
import type { Command } from './command.ts';

/** What is asked to find the way. */
export interface Ways {
  readonly environment: string;
  readonly may: (permission: string, environment: string | null) => boolean;
  readonly go: (path: string) => void;
}

const SCREENS: readonly {
  readonly path: string;
  readonly label: MessageKey;
  readonly icon: Icon;
  readonly needs?: string;
}[] = [
  { path: '', label: 'nav.home', icon: IconHome },
  { path: 'exceptions', label: 'nav.exceptions', icon: IconInbox },
  { path: 'shipments', label: 'nav.shipments', icon: IconTruck },
  { path: 'workflows', label: 'nav.workflows', icon: IconHierarchy2 },
  { path: 'releases', label: 'nav.releases', icon: IconRocket },
  { path: 'activity', label: 'nav.activity', icon: IconActivity },
  { path: 'connections', label: 'nav.connections', icon: IconPlugConnected, needs: 'connection:read' },
  { path: 'variables', label: 'nav.variables', icon: IconAdjustmentsHorizontal, needs: 'variable:read' },
  { path: 'references', label: 'nav.references', icon: IconTable, needs: 'reference:read' },
  { path: 'outbox', label: 'nav.outbox', icon: IconMail },
];

const at = (environment: string, ...rest: readonly string[]) =>
  ['', environment, ...rest].map(encodeURIComponent).join('/');

/** The screens that the viewer may see. */
export function screenCommands({ environment, may, go }: Ways, admin: readonly AdminPart[]): readonly Command[] {
  const to = (id: string, title: string, icon: Icon, ...path: readonly string[]): Command => ({
    id: `go.${id}`,
    group: 'go',
    title: t('commands.go', { screen: title }),
    icon,
    run: () => go(at(environment, ...path)),
  });
  return [
    ...SCREENS.filter(({ needs }) => needs === undefined || may(needs, environment)).map(({ path, label, icon }) =>
      to(path === '' ? 'home' : path, t(label), icon, ...(path === '' ? [] : [path])),
    ),
    ...admin.map((part) => to(`admin.${part}`, t(`admin.tab.${part}`), IconSettings, 'admin', part)),
  ];
}

/** Other environments: the screens are then about those. */
export function environmentCommands(
  { environment, go }: Ways,
  all: readonly { readonly id: string; readonly kind: string }[],
): readonly Command[] {
  return all.map(({ id, kind }) => ({
    id: `environment.${id}`,
    group: 'environment',
    title: t('commands.environment', { name: id }),
    hint: tOr(`environment.${kind}`, kind),
    icon: IconBuildingLighthouse,
    refused: id === environment ? t('commands.environment-here') : undefined,
    run: () => go(at(id)),
  }));
}

/** Workflows by name: what runs of them here, and the drawing of whoever may draw. */
export function workflowCommands({ environment, may, go }: Ways, rows: readonly LibraryItem[]): readonly Command[] {
  const draws = may('workflow:edit', null);
  return rows.flatMap((row): Command[] => {
    const runs = row.environments.some((one) => one.environment === environment);
    const edit = at(environment, 'workflows', row.id, 'edit');
    const open: Command = {
      id: `workflow.${row.id}`,
      group: 'open-workflow',
      title: row.name,
      hint: row.id,
      icon: IconHierarchy2,
      run: () => go(runs ? at(environment, 'workflows', row.id) : edit),
    };
    if (!runs || !draws) return [open];
    const draw: Command = {
      ...open,
      id: `workflow.${row.id}.edit`,
      title: t('commands.draw', { name: row.name }),
      icon: IconPencil,
      run: () => go(edit),
    };
    return [open, draw];
  });
}

/** What bears an id that begins with what was typed, and the way to all of it. */
export function foundCommands(
  { environment, go }: Ways,
  search: string,
  subjects: readonly SubjectItem[],
  cases: readonly ExceptionItem[],
): readonly Command[] {
  const text = search.trim();
  if (text.length < 2) return [];
  return [
    ...subjects.map(
      (one): Command => ({
        id: `subject.${one.id}`,
        group: 'found',
        title: one.label,
        hint: [one.origin, one.destination].filter(Boolean).join(` ${t('route.to')} `),
        words: `${one.id} ${text}`,
        icon: IconTruck,
        run: () => go(at(environment, 'shipments', one.id)),
      }),
    ),
    ...cases.map(
      (one): Command => ({
        id: `case.${one.id}`,
        group: 'found',
        title: one.title,
        hint: t('commands.case', { subject: one.subjectLabel }),
        words: `${one.id} ${one.subject} ${text}`,
        icon: IconInbox,
        run: () => go(at(environment, 'exceptions', one.id)),
      }),
    ),
    {
      id: 'find.ids',
      group: 'found',
      title: t('commands.find-id', { text }),
      words: text,
      icon: IconSearch,
      run: () => go(`${at(environment, 'shipments')}?search=${encodeURIComponent(text)}`),
    },
  ];
}

const THEMES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconSun],
] as const;

/** Theme, language and help: everywhere the same. */
export function appCommands(): readonly Command[] {
  return [
    ...THEMES.map(
      ([name, icon]): Command => ({
        id: `theme.${name}`,
        group: 'app',
        title: t('commands.theme', { name: t(`theme.${name}`) }),
        words: t('commands.theme-words'),
        icon,
        run: () => chooseTheme(name),
      }),
    ),
    ...languages
      .filter((name) => name !== locale)
      .map(
        (name): Command => ({
          id: `locale.${name}`,
          group: 'app',
          title: t('commands.language', { name: t(`locale.${name}`) }),
          words: t('commands.language-words'),
          icon: IconLanguage,
          run: () => {
            keepLocale(name);
            location.reload();
          },
        }),
      ),
    {
      id: 'keys',
      group: 'app',
      title: t('commands.keys'),
      words: t('commands.keys-words'),
      keys: ['?'],
      icon: IconKeyboard,
      run: showKeys,
    },
  ];
}
