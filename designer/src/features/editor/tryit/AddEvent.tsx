import { Button, Menu, Select } from '@mantine/core';
import { checkEvent, EVENT_TYPES } from '@slipway/shared/event';
import { instantToMs } from '@slipway/shared/time';
import { nodesOf } from '@slipway/shared/workflow/edit';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { FromSubject } from './FromSubject.tsx';
import { freshKey, nextEventMs, triedExample, withEvent } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';
import { typeTitle } from './words.ts';

const TYPES = Object.values(EVENT_TYPES)
  .filter((type) => !type.internal)
  .map((type) => ({ value: type.type, label: `${typeTitle(type.type)} (${type.type})` }));

/** Adds an event to the scenario: an example of a type that the workflow looks at, of any other, or one that is pasted. */
export function AddEvent() {
  const editor = useEditor();
  const { session, tried } = useTried();
  const [adding, setAdding] = useState<'example' | 'paste' | 'subject'>('example');
  const subject = tried.scenario.events[0]?.event.subject ?? `${editor.document.state.graph.subject}:TRY-1`;
  const add = (type: string) => {
    const key = freshKey(tried.scenario);
    session.change((scenario) => withEvent(scenario, triedExample(type, subject, nextEventMs(scenario), key)), key);
  };
  const given = tried.scenario.events.map(({ event }) => event.type);
  const looked = nodesOf(editor.document.state.draft).flatMap(({ config }) => typesIn(config));
  const own = [...new Set([...given, ...looked])];
  return (
    <Menu width={320} position="top-start" withinPortal onClose={() => setAdding('example')} closeOnItemClick={false}>
      <Menu.Target>
        <Button size="xs" leftSection={<IconPlus size={14} stroke={1.75} />}>
          {t('tryit.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {adding === 'paste' && <Paste onDone={() => setAdding('example')} />}
        {adding === 'subject' && <FromSubject onDone={() => setAdding('example')} />}
        {adding === 'example' && (
          <>
            <Menu.Label>{t('tryit.add-example')}</Menu.Label>
            {own.map((type) => (
              <Menu.Item key={type} onClick={() => add(type)}>
                {typeTitle(type)} <code className={classes.quiet}>{type}</code>
              </Menu.Item>
            ))}
            <Select
              className={classes.any ?? ''}
              aria-label={t('tryit.add-any')}
              placeholder={t('tryit.add-any')}
              searchable
              limit={40}
              data={TYPES}
              value={null}
              comboboxProps={{ withinPortal: false }}
              onChange={(type) => type && add(type)}
            />
            <Menu.Divider />
            <Menu.Item onClick={() => setAdding('subject')}>{t('tryit.from-subject')}</Menu.Item>
            <Menu.Item onClick={() => setAdding('paste')}>{t('tryit.paste')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Paste({ onDone }: { readonly onDone: () => void }) {
  const { session, tried } = useTried();
  const [wrong, setWrong] = useState('');
  const take = (text: string) => {
    if (text.trim() === '') return setWrong('');
    const read = readEvent(text);
    if (typeof read === 'string') return setWrong(read);
    const key = freshKey(tried.scenario);
    session.change((scenario) => withEvent(scenario, { key, atMs: instantToMs(read.time), event: read }), key);
    onDone();
  };
  return (
    <label className={classes.paste}>
      {t('tryit.paste-label')}
      <textarea rows={7} spellCheck={false} data-autofocus onChange={(e) => take(e.currentTarget.value)} />
      {wrong && (
        <span className={classes.wrong} role="alert">
          {wrong}
        </span>
      )}
    </label>
  );
}

/** An event as a source would send it, checked as ingest checks it; the sentence for the user where it is none. */
export function readEvent(text: string) {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return t('tryit.no-json');
  }
  const withId = typeof raw === 'object' && raw !== null ? { id: 'pasted', source: 'try-it', ...raw } : raw;
  const checked = checkEvent(withId);
  return checked.ok ? checked.event : checked.failure.message;
}

function typesIn(config: unknown): readonly string[] {
  if (typeof config !== 'object' || config === null) return [];
  const { on, met, for: awaited } = config as { on?: unknown; met?: unknown; for?: unknown };
  const own = Array.isArray(on) ? on.filter((type) => typeof type === 'string' && !type.endsWith('*')) : [];
  return [...own, ...typesIn(met), ...typesIn(awaited)];
}
