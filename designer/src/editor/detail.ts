import { createContext, useContext } from 'react';

/**
 * How much of a card and a wire is drawn. From afar less of it can be read and far more of them are seen: `plain` has no
 * English, `block` is a colour and a title and counts nothing.
 */
type Detail = 'full' | 'plain' | 'block';

const PLAIN_BELOW = 0.7;
const BLOCK_BELOW = 0.35;
/** A canvas with more steps than this is large: it is drawn sparingly. */
export const MANY_STEPS = 100;

/** What is drawn at a zoom of a graph with so many steps; a small one is never reduced to blocks. */
export function detailAt(zoom: number, steps: number): Detail {
  if (zoom < BLOCK_BELOW && steps > MANY_STEPS) return 'block';
  return zoom < PLAIN_BELOW ? 'plain' : 'full';
}

/** Told to all cards at once when it changes, so that none of them looks at the zoom itself in every frame. */
export const DetailContext = createContext<Detail>('full');
export const useDetail = (): Detail => useContext(DetailContext);
