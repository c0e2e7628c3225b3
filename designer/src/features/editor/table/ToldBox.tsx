import type { Told } from './SheetBar.tsx';
import classes from './Table.module.css';

const SHOWN = 20;

/** What came of the last thing that was done, also for who only hears it. */
export function ToldBox({ told: { text, problems } }: { readonly told: Told }) {
  return (
    <div role="status" className={classes.told}>
      {text}
      {problems.length > 0 && (
        <ul>
          {problems.slice(0, SHOWN).map(({ message, path }) => (
            <li key={`${path} ${message}`}>
              <bdi>{message}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
