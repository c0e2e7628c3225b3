import { ActionIcon } from '@mantine/core';
import { type Language, languages } from '@slipway/shared/language';
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { keepLocale, locale } from '../messages/locale.ts';
import { t } from '../messages/t.ts';
import { chooseTheme, useThemeChoice } from '../ui/color-scheme.ts';
import { LateMenu } from '../ui/LateMenu.tsx';
import { showKeys } from './KeyHelp.tsx';

const CHOICES = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

/** Light, dark, or as the system says; and the language. */
export function ThemeSwitch() {
  const choice = useThemeChoice();
  const Current = CHOICES.find(([name]) => name === choice)?.[1] ?? IconSun;
  const tick = (is: boolean) => (is ? <IconCheck size={14} stroke={2} /> : null);
  const themes = CHOICES.map(([name, Icon]) => ({
    name,
    words: t(`theme.${name}`),
    left: <Icon size={15} stroke={1.6} />,
    right: tick(name === choice),
    onPick: () => chooseTheme(name),
  }));
  const spoken = languages.map((name) => ({
    name,
    words: t(`locale.${name}`),
    lang: name,
    left: <IconLanguage size={15} stroke={1.6} />,
    right: tick(name === locale),
    onPick: () => name !== locale && speak(name),
  }));
  const parts = [
    { heading: t('theme.label'), entries: themes },
    { heading: t('locale.label'), entries: spoken },
  ];
  return (
    <LateMenu width={180} position="right-end" parts={parts}>
      <ActionIcon aria-label={t('theme.label')} title={t('theme.label')} data-testid="theme">
        <Current size={17} stroke={1.6} />
      </ActionIcon>
    </LateMenu>
  );
}

/** Drafts are saved before a page goes. */
function speak(language: Language): void {
  keepLocale(language);
  location.reload();
}

export function KeysButton() {
  return (
    <ActionIcon aria-label={t('keys.label')} title={t('keys.label')} onClick={showKeys}>
      <IconKeyboard size={17} stroke={1.6} />
    </ActionIcon>
  );
}
