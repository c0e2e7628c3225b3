import { Button } from '@mantine/core';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { IconWand } from '@tabler/icons-react';
import { useDocumentPart, useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import { withTest } from './expectation-edits.ts';
import { TestList } from './TestList.tsx';
import classes from './Tests.module.css';
import { proposalName } from './test-words.ts';
import { useTests } from './use-tests.ts';

/** The tests of a workflow at length, and those that could be added to them. */
export function TestsPane() {
  const { session, state } = useTests(useEditor());
  return (
    <div className={classes.pane}>
      <TestList whole>
        <Button
          size="xs"
          leftSection={<IconWand size={14} stroke={1.75} />}
          loading={state.proposing}
          onClick={() => session.propose()}
        >
          {t('tests.propose')}
        </Button>
      </TestList>
      {(state.proposing || state.proposals) && <Proposals proposals={state.proposals} />}
    </div>
  );
}

/** Tests for ways that none takes, to be accepted one by one. */
function Proposals({ proposals }: { readonly proposals: readonly Scenario[] | null }) {
  const editor = useEditor();
  const { session, state } = useTests(editor);
  const graph = useDocumentPart(editor.document, (each) => each.graph);
  const known = new Set([...state.results.values()].flatMap(({ path }) => path));
  const taken = new Set(state.tests.scenarios.map(({ name }) => name));
  return (
    <section className={classes.list} aria-label={tn('tests.proposed', proposals?.length ?? 0)}>
      <div className={classes.head}>
        <h3 role="status">
          {!proposals && t('tests.proposing')}
          {proposals?.length === 0 && t('tests.proposed-none')}
          {proposals && proposals.length > 0 && tn('tests.proposed', proposals.length)}
        </h3>
      </div>
      <ul className={classes.rows}>
        {proposals?.map((proposal) => {
          const name = proposalName(proposal, graph, known, taken);
          return (
            <li key={proposal.name} className={classes.row}>
              <span className={classes.name} title={name}>
                <bdi>{name}</bdi>
              </span>
              <Button
                size="xs"
                aria-label={t('tests.accept-name', { name })}
                onClick={() => {
                  session.dropProposal(proposal.name);
                  void session.change((tests) => withTest(tests, { ...proposal, name }));
                  editor.announcement.set(t('tests.saved', { name }));
                }}
              >
                {t('tests.accept')}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                aria-label={t('tests.drop-name', { name })}
                onClick={() => session.dropProposal(proposal.name)}
              >
                {t('tests.drop')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
