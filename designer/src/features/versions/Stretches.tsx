import classes from './Stretches.module.css';
import type { Stretch } from './sentences.ts';

/** A text with the words marked that only this version has; the mark is a line beneath, so that it hangs on no colour. */
export function Stretches({ stretches }: { readonly stretches: readonly Stretch[] }) {
  return (
    <bdi className={classes.text}>
      {stretches.map(({ text, only }, at) => {
        const key = `${at} ${text}`;
        if (only === undefined) return <span key={key}>{text}</span>;
        return only === 'before' ? <del key={key}>{text}</del> : <ins key={key}>{text}</ins>;
      })}
    </bdi>
  );
}
