import type { Counters } from '@slipway/shared/api';
import { createContext, useContext } from 'react';

/** The live counters of the workflow on the canvas; beside the flow, so that a new count redraws feet and not cards. */
export const CountersContext = createContext<Counters | undefined>(undefined);
export const useCounters = (): Counters | undefined => useContext(CountersContext);
