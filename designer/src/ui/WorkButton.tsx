import type { ComponentProps, MouseEvent } from 'react';
import { isAtWork } from './at-work.ts';

type WorkButtonProps = ComponentProps<'button'> & { readonly 'data-loading'?: boolean | string | undefined };

/**
 * The element of every button of the library, by the theme. While it works it takes no press and says so, but is not
 * switched off: a disabled button loses the focus, and whoever uses keys would be thrown to the top of the page.
 */
export function WorkButton({ disabled, onClick, type = 'button', ...rest }: WorkButtonProps) {
  const works = isAtWork(rest, disabled);
  const press = (e: MouseEvent<HTMLButtonElement>) => {
    if (!works) return onClick?.(e);
    // Enter in a field of the form presses its button too.
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled && !works}
      aria-disabled={works || undefined}
      aria-busy={works || undefined}
      onClick={press}
    />
  );
}
