import { ActionIcon, Menu } from '@mantine/core';
import { type Language, languages } from '@slipway/shared/language';
import { IconCheck, IconDeviceDesktop, IconKeyboard, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { keepLocale, locale } from '../messages/locale.ts';
import { t } from '../messages/t.ts';
import { chooseTheme, useThemeChoice } from '../ui/color-scheme.ts';
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
  return (
    <Menu width={180} position="right-end">
      <Menu.Target>
        <ActionIcon aria-label={t('theme.label')} data-testid="theme">
          <Current size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('theme.label')}</Menu.Label>
        {CHOICES.map(([name, Icon]) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={15} stroke={1.6} />}
            rightSection={name === choice ? <IconCheck size={14} stroke={2} /> : null}
            onClick={() => chooseTheme(name)}
          >
            {t(`theme.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('locale.label')}</Menu.Label>
        {languages.map((name) => (
          <Menu.Item
            key={name}
            lang={name}
            leftSection={<IconLanguage size={15} stroke={1.6} />}
            rightSection={name === locale ? <IconCheck size={14} stroke={2} /> : null}
            onClick={() => name !== locale && speak(name)}
          >
            {t(`locale.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Drafts are saved before a page goes. */
function speak(language: Language): void {
  keepLocale(language);
  location.reload();
}

export function KeysButton() {
  return (
    <ActionIcon aria-label={t('keys.label')} onClick={showKeys}>
      <IconKeyboard size={17} stroke={1.6} />
    </ActionIcon>
  );
}
