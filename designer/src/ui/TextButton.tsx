import type { ComponentProps } from 'react';
import classes from './TextButton.module.css';

/** A button that reads as a link: it adds a line, or takes back what was chosen. */
export function TextButton(props: Omit<ComponentProps<'button'>, 'className' | 'type'>) {
  return <button {...props} type="button" className={classes.button} />;
}
