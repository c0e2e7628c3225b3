import { Button, Group, Modal, TextInput } from '@mantine/core';
import { type Played, playProgram } from '@slipway/shared/examples/play/play.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { isFailure } from '@slipway/shared/failure';
import { useMemo, useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { tell } from '../../../ui/notify.ts';
import { sessionOf } from '../tryit/session.ts';
import { testOf, usualExpectation } from '../tryit/test-scenario.ts';
import { ExpectationFields } from './ExpectationFields.tsx';
import { expectationOf, type Wanted, wantedOf, withTest } from './expectation-edits.ts';
import classes from './Tests.module.css';
import { useTests } from './use-tests.ts';

/** Keeps what was tried, with what came of it, as a test that every later version must pass. */
export function SaveTest({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  const tried = sessionOf(editor);
  const { session, state } = useTests(editor);
  const [name, setName] = useState(tried.get().scenario.name ?? '');
  const made = useMemo(() => madeOf(tried), [tried]);
  const [wanted, setWanted] = useState<Wanted | undefined>(
    'came' in made ? wantedOf(usualExpectation(made.came)) : undefined,
  );
  const taken = state.tests.scenarios.some((each) => each.name === name.trim());
  const save = () => {
    if (!('came' in made) || !wanted || name.trim() === '') return;
    const test = { ...made.test, name: name.trim(), expect: expectationOf(made.came, wanted) };
    void session.change((tests) => withTest(tests, test));
    tried.rename(test.name);
    tell(t('tests.saved', { name: test.name }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('tests.save-title')} size="lg">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          save();
        }}
      >
        <TextInput
          label={t('tests.name')}
          description={t('tests.name-detail')}
          value={name}
          maxLength={200}
          data-autofocus
          onChange={(e) => setName(e.currentTarget.value)}
        />
        {taken && <p className={classes.quiet}>{t('tests.name-taken')}</p>}
        {'why' in made && (
          <p className={classes.blocked} role="alert">
            {t('tests.cannot', { why: made.why })}
          </p>
        )}
        {'came' in made && wanted && <ExpectationFields came={made.came} wanted={wanted} onChange={setWanted} />}
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>{t('tests.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!('came' in made) || name.trim() === ''}>
            {t('tests.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

type Made = { readonly test: Scenario; readonly came: Played } | { readonly why: string };

/** The test that was tried, and what the judge sees of it. */
function madeOf(tried: ReturnType<typeof sessionOf>): Made {
  const { play, scenario } = tried.get();
  const { programs } = tried;
  if (!play || !programs || play.moments.length === 0) return { why: t('tryit.none') };
  try {
    const test = testOf(play, scenario, 'tried');
    return { test, came: playProgram(programs.own, test, programs.beside) };
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return { why: failure.detail || failure.message };
  }
}
