import { UnstyledButton } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import type { SubjectDetail } from '@slipway/shared/api';
import { useLayoutEffect, useRef, useState } from 'react';
import { nameText } from '../../messages/said.ts';
import { t, tOr } from '../../messages/t.ts';
import { Readable } from '../../ui/When.tsx';
import classes from './Shipment.module.css';

/** What the API calls the fact of where a shipment stands on its way. */
const PHASE = 'Phase';
const phaseText = (phase: string): string => tOr(`phase.${phase}`, phase);

/** Where it goes, for whom, and whatever else is known of it: one line, the rest of it when asked for. */
export function Facts({ one }: { readonly one: SubjectDetail }) {
  const line = useRef<HTMLDivElement>(null);
  const { ref, width } = useElementSize();
  const merged = useMergedRef(ref, line);
  const [open, setOpen] = useState(false);
  const [hides, setHides] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what fits depends on the width and on the facts
  useLayoutEffect(() => {
    const box = line.current;
    if (box && !open) setHides(box.scrollHeight > box.clientHeight + 1);
  }, [width, one.facts, open]);
  const told = new Set<string | null>([one.origin, one.destination, one.customer, one.carrier]);
  return (
    <div className={classes.factsLine}>
      <div ref={merged} className={classes.facts} data-open={open || undefined}>
        {(one.origin ?? one.destination) && (
          <b>
            <bdi>{[one.origin, one.destination].filter(Boolean).join(` ${t('route.to')} `)}</bdi>
          </b>
        )}
        {[one.customer, one.carrier]
          .filter((name) => name && name !== one.origin && name !== one.destination)
          .map((name) => (
            <bdi key={name}>{name}</bdi>
          ))}
        {one.facts
          .filter((fact) => !told.has(fact.value))
          .map((fact) => (
            <span key={fact.label}>
              <bdi>{nameText(fact.label)}</bdi>{' '}
              <Readable text={fact.label === PHASE ? phaseText(fact.value) : fact.value} className={classes.value} />
            </span>
          ))}
      </div>
      {(hides || open) && (
        <UnstyledButton className={classes.more ?? ''} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'shipment.less' : 'shipment.more')}
        </UnstyledButton>
      )}
    </div>
  );
}
