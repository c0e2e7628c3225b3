import type { Field } from '@slipway/shared/event';
import type { Problem } from '@slipway/shared/problem';
import type { TextPlace } from '@slipway/shared/workflow';
import type { DraftNode } from '@slipway/shared/workflow/edit';
import { createContext, useContext } from 'react';

export type Scope = Readonly<Record<string, unknown>>;

/** The step that the inspector shows, and what its fields need to know. */
export interface StepContextValue {
  readonly node: DraftNode;
  /** JSON pointer of the step in the document. */
  readonly pointer: string;
  /** What the step's texts see at the moment that is looked at. */
  readonly scope: Scope | undefined;
  /** What a text at a pointer below its configuration can name, and what it must give. */
  readonly place: (path: string) => TextPlace;
  /** What its conditions and expressions can read. */
  readonly fields: readonly Field[];
  readonly problems: readonly Problem[];
  /** The conditions that the workflow keeps under a name. */
  readonly named: Readonly<Record<string, unknown>> | undefined;
  /** Sets a field of its configuration, or removes it for `undefined`. */
  readonly set: (field: string, value: unknown) => void;
}

export const StepContext = createContext<StepContextValue | null>(null);

export function useStep(): StepContextValue {
  const step = useContext(StepContext);
  if (!step) throw new Error('outside of a step');
  return step;
}

/** A field of the configuration as it is; undefined where the configuration is no object or has none. */
export function useConfig(field: string): unknown {
  const { config } = useStep().node;
  if (typeof config !== 'object' || config === null || !Object.hasOwn(config, field)) return undefined;
  return Reflect.get(config, field);
}

/** Problems at a pointer below the step's configuration, or inside of what stands there. */
export function problemsAt({ problems, pointer }: StepContextValue, path: string): readonly Problem[] {
  const at = `${pointer}/config${path}`;
  return problems.filter((problem) => problem.path === at || problem.path?.startsWith(`${at}/`));
}
