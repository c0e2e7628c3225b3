import type { ReactNode } from 'react';
import classes from './FilterTabs.module.css';

interface FilterTabsProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly { readonly value: Value; readonly label: string; readonly count?: number | undefined }[];
  readonly onChange: (value: Value) => void;
  readonly children?: ReactNode;
}

/** One choice among views of a list, each with how many it holds. */
export function FilterTabs<Value extends string>({ label, value, tabs, onChange, children }: FilterTabsProps<Value>) {
  return (
    <fieldset className={classes.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          className={classes.tab}
          aria-pressed={tab.value === value}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
        </button>
      ))}
      {children}
    </fieldset>
  );
}
