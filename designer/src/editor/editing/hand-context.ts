import { createContext, useContext } from 'react';
import type { Hand } from './hand.ts';

export const HandContext = createContext<Hand | null>(null);

export function useHand(): Hand {
  const hand = useContext(HandContext);
  if (!hand) throw new Error('outside of a canvas that can be changed');
  return hand;
}
