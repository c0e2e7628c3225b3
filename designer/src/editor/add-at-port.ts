import { createContext } from 'react';

/** Asks what to go on with at a free port; null where the workflow cannot be changed. */
export const AddAtPort = createContext<((node: string, port: string, at: Element) => void) | null>(null);
