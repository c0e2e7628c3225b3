import { Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import inspector from '../Inspector.module.css';
import { useStep } from '../step-context.ts';
import type { PreviewKind } from './arrival.ts';
import { MapPreview } from './MapPreview.tsx';
import classes from './Mapping.module.css';
import { MappingContext } from './mapping-context.ts';
import { MappingDesk } from './mapping-desk.ts';
import { SampleTree } from './SampleTree.tsx';

interface MapDialogProps {
  readonly title: string;
  readonly value: unknown;
  readonly kind: PreviewKind;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A mapping with room: on the left what there is, in the middle what is asked for, on the right what comes of it. */
export default function MapDialog({ title, value, kind, children, onClose }: MapDialogProps) {
  const { node } = useStep();
  // Fields here are others than those of the form behind.
  const [desk] = useState(() => new MappingDesk());
  return (
    <MappingContext value={desk}>
      <Modal
        opened
        onClose={onClose}
        size="100%"
        title={t('mapping.title', { what: title, step: node.title })}
        classNames={{ content: classes.dialog ?? '', body: classes.body ?? '' }}
      >
        <section className={`${inspector.pane} ${classes.column}`} aria-label={t('action.sample')}>
          <h3>{t('action.sample')}</h3>
          <SampleTree />
        </section>
        <section className={`${inspector.pane} ${classes.column}`} aria-label={title}>
          <h3>{title}</h3>
          {children}
        </section>
        <section className={`${inspector.pane} ${classes.column}`} aria-label={t('mapping.preview')}>
          <h3>{t('mapping.preview')}</h3>
          <MapPreview value={value} kind={kind} />
        </section>
      </Modal>
    </MappingContext>
  );
}
