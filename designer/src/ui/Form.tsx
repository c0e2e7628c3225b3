import type { ReactNode } from 'react';
import classes from './Form.module.css';

interface FormProps {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** Its button stands elsewhere, such as in the foot of a panel: Enter in a field still sends it. */
  readonly buttonElsewhere?: boolean;
}

/** Fields one below the other, sent by Enter or their button; what is wrong in them is said by us, not by the browser. */
export function Form({ onSubmit, children, buttonElsewhere = false }: FormProps) {
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {buttonElsewhere && <button type="submit" hidden aria-hidden="true" tabIndex={-1} />}
    </form>
  );
}
