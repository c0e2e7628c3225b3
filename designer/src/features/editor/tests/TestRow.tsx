import { ActionIcon, Menu } from '@mantine/core';
import { playProgram } from '@slipway/shared/examples/play/play.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { itsGraph, useDocumentPartLater } from '../../../editor/use-later.ts';
import { t } from '../../../messages/t.ts';
import { tell } from '../../../ui/notify.ts';
import { sessionOf } from '../tryit/session.ts';
import { usualExpectation } from '../tryit/test-scenario.ts';
import { useTried } from '../tryit/use-tried.ts';
import { withTest } from './expectation-edits.ts';
import { standingOf, TestMark } from './TestMark.tsx';
import classes from './Tests.module.css';
import { differencesInWords, uniqueName } from './test-words.ts';
import { loadTest, useTests } from './use-tests.ts';

interface TestRowProps {
  readonly test: Scenario;
  /** All that differs, and what can be done about it; else the first difference alone. */
  readonly whole: boolean;
}

/** A test by name, whether it holds, and what differed; a press loads it where it parts from what it expects. */
export function TestRow({ test, whole }: TestRowProps) {
  const editor = useEditor();
  const { state } = useTests(editor);
  const { tried } = useTried();
  const graph = useDocumentPartLater(editor.document, itsGraph);
  const [renaming, setRenaming] = useState(false);
  const result = state.results.get(test.name);
  const standing = standingOf(result);
  const words = standing === 'failed' && result ? differencesInWords(test, result, graph) : [];
  if (renaming) return <Rename test={test} onDone={() => setRenaming(false)} />;
  return (
    <li className={classes.row} data-loaded={tried.scenario.name === test.name || undefined}>
      <button
        type="button"
        className={classes.load}
        aria-label={`${t('tests.load', { name: test.name })}, ${t(`tests.${standing}`)}${words.length > 0 ? `: ${words[0]}` : ''}`}
        aria-pressed={tried.scenario.name === test.name}
        onClick={() => void loadTest(editor, test)}
      >
        <TestMark standing={standing} />
        <span className={classes.name}>
          <bdi>{test.name}</bdi>
        </span>
      </button>
      {whole && <Actions test={test} onRename={() => setRenaming(true)} />}
      {words.length > 0 && (
        <ul className={classes.words}>
          {(whole ? words : words.slice(0, 1)).map((line) => (
            <li key={line}>
              <bdi>{line}</bdi>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Actions({ test, onRename }: { readonly test: Scenario; readonly onRename: () => void }) {
  const editor = useEditor();
  const { session } = useTests(editor);
  const accept = async () => {
    await loadTest(editor, test);
    const programs = sessionOf(editor).programs;
    if (!programs) return tell(t('tests.blocked'));
    try {
      const came = playProgram(programs.own, test, programs.beside);
      await session.change((tests) => withTest(tests, { ...test, expect: usualExpectation(came) }));
      tell(t('tests.accepted-outcome', { name: test.name }));
    } catch (failure) {
      if (!isFailure(failure)) throw failure;
      tell(t('tests.cannot', { why: failure.detail || failure.message }));
    }
  };
  return (
    <Menu withinPortal position="bottom-end">
      <Menu.Target>
        <ActionIcon className={classes.dots ?? ''} aria-label={t('tests.actions', { name: test.name })}>
          <IconDots size={15} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void accept()}>{t('tests.accept-outcome')}</Menu.Item>
        <Menu.Item onClick={onRename}>{t('tests.rename')}</Menu.Item>
        <Menu.Item onClick={() => session.remove(test)}>{t('tests.remove')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Rename({ test, onDone }: { readonly test: Scenario; readonly onDone: () => void }) {
  const editor = useEditor();
  const { session, state } = useTests(editor);
  const [name, setName] = useState(test.name);
  const keep = () => {
    const others = new Set(state.tests.scenarios.map((each) => each.name).filter((each) => each !== test.name));
    const next = uniqueName(name.trim() || test.name, others);
    if (next !== test.name)
      void session.change((tests) => ({
        ...tests,
        scenarios: tests.scenarios.map((each) => (each.name === test.name ? { ...each, name: next } : each)),
      }));
    onDone();
  };
  return (
    <li className={classes.row}>
      <input
        className={classes.rename}
        aria-label={t('tests.name')}
        value={name}
        maxLength={200}
        ref={(input) => input?.focus()}
        onChange={(e) => setName(e.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(e) => {
          if (e.key === 'Enter') keep();
          if (e.key === 'Escape') onDone();
        }}
      />
    </li>
  );
}
