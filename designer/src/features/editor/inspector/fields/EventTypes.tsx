import { CloseButton, Select } from '@mantine/core';
import { EVENT_TYPES, eventTypesOf } from '@slipway/shared/event';
import { eventTitle } from '../../../../editor/event-title.ts';
import { t, tn } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { problemsAt, useStep } from '../step-context.ts';
import { Labelled } from './Labelled.tsx';

const OWN = Object.values(EVENT_TYPES).filter((type) => !type.internal);
const GROUPS = [...new Set(OWN.map((type) => type.family))].map((family) => ({
  group: family,
  items: [
    ...OWN.filter((type) => type.family === family).map((type) => ({
      value: type.type,
      label: `${eventTitle(type.type)} · ${type.type}`,
    })),
  ],
}));
const PATTERNS = {
  group: '*',
  items: [...new Set(OWN.map((type) => `${type.type.slice(0, type.type.indexOf('.'))}.*`))].map((pattern) => ({
    value: pattern,
    label: pattern,
  })),
};

interface EventTypesProps {
  readonly label: string;
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: readonly string[]) => void;
}

/** The event types that a step looks at, picked from the catalogue; a type of one's own can be typed. */
export function EventTypes({ label, path, value, onChange }: EventTypesProps) {
  const step = useStep();
  const types = Array.isArray(value) ? value.filter((type): type is string => typeof type === 'string') : [];
  const offered = [...GROUPS, PATTERNS].map(({ group, items }) => ({
    group,
    items: items.filter((item) => !types.includes(item.value)),
  }));
  return (
    <Labelled label={label} pointer={`${step.pointer}/config${path}`} problems={problemsAt(step, path)}>
      {(control) => (
        <>
          <ul className={classes.types}>
            {types.map((type) => (
              <li key={type}>
                <span>
                  <b>{titleOf(type)}</b> <code>{type}</code>
                </span>
                <CloseButton
                  size="xs"
                  aria-label={t('inspector.remove', { what: type })}
                  onClick={() => onChange(types.filter((each) => each !== type))}
                />
              </li>
            ))}
          </ul>
          <Select
            {...control}
            searchable
            limit={60}
            placeholder={t('inspector.add-type')}
            nothingFoundMessage={t('inspector.no-type')}
            data={offered}
            value={null}
            onChange={(type) => type && onChange([...types, type])}
          />
        </>
      )}
    </Labelled>
  );
}

function titleOf(type: string): string {
  if (type.endsWith('*')) return tn('inspector.types', eventTypesOf(type).length);
  return eventTitle(type) ?? t('inspector.own-type');
}
