import { IconX } from '@tabler/icons-react';
import { failureWords } from '../../ui/Notice.tsx';
import classes from './Session.module.css';

/** Why it did not work, beside the field or button that it is about. */
export function Wrong({ failure }: { readonly failure: unknown }) {
  const { title, detail } = failureWords(failure);
  return (
    <p className={classes.wrong} role="alert">
      <IconX size={15} stroke={2.25} aria-hidden="true" />
      <span>
        {title}
        {detail && <small>{detail}</small>}
      </span>
    </p>
  );
}
