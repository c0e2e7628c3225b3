import type { Icon } from '@tabler/icons-react';

/** Under which heading a command stands, in the order in which the headings are shown. */
export const commandGroups = [
  'step',
  'edit',
  'view',
  'workflow',
  'found',
  'go',
  'open-workflow',
  'environment',
  'app',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Something that the command bar can do. */
export interface Command {
  /** Keeps its meaning: what was done last is remembered by it. */
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: string;
  /** A word more about it, which is searched too. */
  readonly hint?: string | undefined;
  /** Further words by which it is found. */
  readonly words?: string | undefined;
  /** The keys that do the same, one by one: `['Ctrl', 'Z']`. */
  readonly keys?: readonly string[] | undefined;
  readonly icon?: Icon | undefined;
  /** Why it cannot be done now. What somebody may never do is not offered at all. */
  readonly refused?: string | undefined;
  /** The bar is closed and the focus given back before this is called. */
  readonly run: () => void;
}

export type CommandSource = () => readonly Command[];
