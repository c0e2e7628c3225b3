import { useCallback, useRef, useState } from 'react';
import { t } from '../../messages/t.ts';
import { isStill } from '../../ui/motion.ts';
import { tellFailure } from '../../ui/notify.ts';
import type { Flow } from '../flow.ts';
import { moveChange } from './changes.ts';
import type { Hand } from './hand.ts';
import type { Look } from './look.ts';
import type { Moving } from './moving.ts';
import { positionsOf, STILL } from './use-gestures.ts';

const GLIDE_MS = 240;

interface Tidying {
  readonly tidy: () => void;
  readonly busy: boolean;
}

/** Lays the steps out anew. They glide there, or are there at once for whoever wants no motion. */
export function useTidy(hand: Hand<Look>, shown: () => Flow | undefined, setMoving: (moving: Moving) => void): Tidying {
  const [busy, setBusy] = useState(false);
  const tidying = useRef(false);
  const tidy = useCallback(() => {
    const flow = shown();
    if (tidying.current || !flow) return;
    tidying.current = true;
    setBusy(true);
    hand.say(t('edit.tidying'));
    import('./tidy.ts')
      .then(({ tidy }) => tidy(flow))
      .then(async (places) => {
        const from = Object.fromEntries(flow.nodes.map((node) => [node.id, node.position]));
        await glide(from, positionsOf(flow.nodes, places), setMoving);
        const { graph } = hand.editor.document.state;
        hand.perform({ ...moveChange(graph, places), label: t('edit.tidied') });
        setMoving(STILL);
        hand.look.showAll();
      })
      .catch(tellFailure)
      .finally(() => {
        tidying.current = false;
        setBusy(false);
      });
  }, [hand, shown, setMoving]);
  return { tidy, busy };
}

function glide(from: Moving, to: Moving, show: (moving: Moving) => void): Promise<void> {
  if (isStill()) return Promise.resolve();
  return new Promise((resolve) => {
    const began = performance.now();
    const frame = () => {
      const part = Math.min(1, (performance.now() - began) / GLIDE_MS);
      const eased = 1 - (1 - part) ** 3;
      const between = (id: string, axis: 'x' | 'y') => {
        const [start, end] = [from[id]?.[axis] ?? 0, to[id]?.[axis] ?? 0];
        return start + (end - start) * eased;
      };
      show(Object.fromEntries(Object.keys(to).map((id) => [id, { x: between(id, 'x'), y: between(id, 'y') }])));
      if (part < 1) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
}
