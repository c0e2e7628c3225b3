import { createContext, useContext, useSyncExternalStore } from 'react';
import { type DeskState, MappingDesk } from './mapping-desk.ts';

export const MappingContext = createContext<MappingDesk | null>(null);

/** The mapping around a field; null where there is none. */
export const useMapping = (): MappingDesk | null => useContext(MappingContext);

const NOBODY = new MappingDesk();

/** What is shown of the mapping around; it is drawn anew when that changes. */
export function useDesk(): { readonly desk: MappingDesk; readonly state: DeskState } {
  const desk = useMapping() ?? NOBODY;
  return { desk, state: useSyncExternalStore(desk.subscribe, () => desk.state) };
}
