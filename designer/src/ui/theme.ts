import { createTheme, type VariantColorsResolver } from '@mantine/core';
import { t } from '../messages/t.ts';
import { WorkButton } from './WorkButton.tsx';

/** Buttons of the library in our tokens: one filled primary per decision, everything else quiet. */
const variantColors: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-2)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'light') {
    return {
      background: 'var(--accent-weak)',
      hover: 'var(--accent-weak)',
      color: 'var(--accent)',
      border: '1px solid transparent',
    };
  }
  if (variant === 'subtle') {
    return {
      background: 'transparent',
      hover: 'var(--hover)',
      color: 'var(--text-2)',
      border: '1px solid transparent',
    };
  }
  return {
    background: 'var(--panel)',
    hover: 'var(--hover)',
    color: 'var(--text)',
    border: '1px solid var(--line-2)',
  };
};

const dialog = {
  // The library's scroll lock writes a style element, which the content security policy refuses.
  lockScroll: false,
  transitionProps: { duration: 150 },
  overlayProps: { backgroundOpacity: 0.18 },
} as const;

/** The library's theme. Colours come from tokens.css through ui/mantine.css, so only sizes and defaults stand here; made when the texts are there. */
export const makeTheme = () => {
  const closing = { ...dialog, closeButtonProps: { 'aria-label': t('close') } };
  return createTheme({
    fontFamily: 'var(--font-sans)',
    fontFamilyMonospace: 'var(--font-mono)',
    primaryColor: 'blue',
    defaultRadius: 'sm',
    cursorType: 'pointer',
    respectReducedMotion: true,
    variantColorResolver: variantColors,
    // By name, not by import: the theme must not draw dialogs and menus into the first bundle.
    components: {
      Button: {
        defaultProps: { variant: 'default', component: WorkButton },
        vars: (_theme: unknown, props: { readonly size?: string }) => ({
          root: {
            '--button-height': props.size === 'xs' ? 'var(--h-control-s)' : 'var(--h-control)',
            '--button-padding-x': props.size === 'xs' ? '8px' : '12px',
            '--button-fz': props.size === 'xs' ? 'var(--t-12)' : 'var(--t-13)',
          },
        }),
      },
      ActionIcon: {
        defaultProps: { variant: 'subtle', component: WorkButton },
        vars: () => ({ root: { '--ai-size': '28px' } }),
      },
      Input: {
        vars: () => ({
          wrapper: { '--input-height': 'var(--h-control)', '--input-fz': 'var(--t-13)', '--input-padding': '9px' },
        }),
      },
      Drawer: { defaultProps: { ...closing, position: 'right' } },
      Modal: { defaultProps: closing },
      // A list that hid while what opened it is scrolled aside would take the focus of whoever uses keys with it.
      Menu: { defaultProps: { shadow: 'md', offset: 4, hideDetached: false, transitionProps: { duration: 90 } } },
    },
  });
};
