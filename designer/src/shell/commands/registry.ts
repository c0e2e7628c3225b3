import { useEffect, useRef } from 'react';
import type { Command, CommandSource } from './command.ts';

const sources = new Set<CommandSource>();

/** Everything that can be done now: asked for anew each time, so that it is never behind what the screens show. */
export function allCommands(): readonly Command[] {
  return [...sources].flatMap((source) => source());
}

/** Adds commands while a screen is shown; answers how to take them away again. */
export function offerCommands(source: CommandSource): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Adds what a component can do to the command bar while it is shown. `source` is asked when the bar opens. */
export function useCommands(source: CommandSource): void {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => offerCommands(() => latest.current()), []);
}
