import type { Explanation } from '@slipway/shared/api';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import { t } from '../messages/t.ts';
import classes from './ExplanationTree.module.css';

/** A condition's answer, part by part, with the values that were seen. */
export function ExplanationTree({ tree }: { readonly tree: Explanation }) {
  return (
    <ul className={classes.tree} data-testid="explanation">
      <Part part={tree} />
    </ul>
  );
}

function Part({ part }: { readonly part: Explanation }) {
  const leaf = part.kind === 'leaf';
  return (
    <li className={classes.part}>
      <span className={classes.line} data-result={String(part.result)}>
        <Result value={part.result} />
        <span className={leaf ? classes.text : classes.group}>
          {part.text || (leaf ? '' : t(`explanation.${part.kind}`))}
        </span>
        {leaf && (
          <span className={classes.actual}>
            {part.missing ? t('explanation.missing') : t('explanation.actual', { value: valueText(part.actual) })}
          </span>
        )}
      </span>
      {part.children && part.children.length > 0 && (
        <ul className={classes.children}>
          {part.children.map((child, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and its rows have no id
            <Part key={`${at} ${child.text}`} part={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Result({ value }: { readonly value: boolean | null }) {
  const Icon = value === null ? IconMinus : value ? IconCheck : IconX;
  const label = t(value === null ? 'explanation.not-looked' : value ? 'explanation.held' : 'explanation.failed');
  return (
    <span role="img" aria-label={label} className={classes.result}>
      <Icon size={14} stroke={2} aria-hidden="true" />
    </span>
  );
}

const VALUE_CHARACTERS = 120;

function valueText(value: unknown): string {
  if (value === undefined) return t('explanation.undefined');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > VALUE_CHARACTERS ? t('text.clipped', { text: text.slice(0, VALUE_CHARACTERS) }) : text;
}
