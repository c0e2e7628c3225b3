import { editNote } from '@slipway/shared/workflow/edit';
import { IconAlertTriangle, IconArrowNarrowRight, IconChevronRight, IconX } from '@tabler/icons-react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { giveTitle } from '../../../editor/editing/grouping.ts';
import { useHand } from '../../../editor/editing/hand-context.ts';
import { TitleInput } from '../../../editor/editing/TitleInput.tsx';
import { useStore } from '../../../editor/editor-context.ts';
import { StepTile } from '../../../editor/KindTile.tsx';
import { problemText } from '../../../messages/said.ts';
import { t, tn } from '../../../messages/t.ts';
import { useNow } from '../../../shell/environment.ts';
import { readableText } from '../../../ui/time.ts';
import classes from './Outline.module.css';
import { RowTools } from './RowTools.tsx';
import type { RowIntent } from './row-intent.ts';
import type { OutlineRow } from './rows.ts';
import { answerOf, kindTitle, portName, rowLabel, stepName, type Told } from './told.ts';

interface RowProps {
  readonly row: OutlineRow;
  readonly told: Told;
  readonly active: boolean;
  readonly picked: boolean;
  readonly folded: boolean;
  readonly menu: boolean;
  readonly start: number;
  readonly height: number;
  readonly onGo: (adding: boolean) => void;
  readonly onFollow: (intent: RowIntent | 'fold' | 'unfold') => void;
  readonly onMenu: (opened: boolean) => void;
}

/** So deep rows are moved in; what lies deeper stands below each other, or nothing would be left of it. */
const DEEPEST = 14;

/** One line of the outline. Its buttons are for the pointer: the keys of the row do the same. */
export function Row(props: RowProps) {
  const { row, told, active, picked, folded, start, height, onGo, onFollow } = props;
  const now = useNow();
  const step = row.is === 'step' || row.is === 'member' ? row.node : undefined;
  const style: CSSProperties = {
    height,
    transform: `translateY(${start}px)`,
    '--depth': Math.min(row.level - 1, DEEPEST),
  };
  const click = (e: MouseEvent) => {
    if (e.target instanceof Element && e.target.closest('button, input, textarea')) return;
    onGo(e.shiftKey || e.ctrlKey || e.metaKey);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are listened for around the tree
    <div
      role="treeitem"
      aria-label={rowLabel(row, told, now)}
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.count}
      aria-expanded={row.opens ? !folded : undefined}
      aria-selected={picked}
      tabIndex={active ? 0 : -1}
      className={classes.row}
      style={style}
      data-row={row.id}
      data-is={row.is}
      data-step={step}
      data-free={(row.is === 'port' && !row.lead) || undefined}
      data-lit={(row.is === 'port' && row.lead && told.overlay.marks.lit.has(row.lead.wire)) || undefined}
      onClick={click}
      onDoubleClick={(e) => {
        if (e.target instanceof Element && !e.target.closest('button, input, textarea')) onFollow('enter');
      }}
    >
      {row.opens ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes.fold}
          aria-label={t(folded ? 'hands.unfold' : 'hands.fold')}
          onClick={() => onFollow(folded ? 'unfold' : 'fold')}
        >
          <IconChevronRight size={14} stroke={1.9} data-folded={folded || undefined} aria-hidden="true" />
        </button>
      ) : (
        <span className={classes.fold} />
      )}
      <Content row={row} told={told} />
      <RowTools {...props} />
    </div>
  );
}

function Content({ row, told }: { readonly row: OutlineRow; readonly told: Told }): ReactNode {
  switch (row.is) {
    case 'workflow':
      return <b className={classes.workflow}>{told.name}</b>;
    case 'head':
      return <span className={classes.head}>{t(`hands.head-${row.head}`)}</span>;
    case 'step':
      return <Step id={row.node} told={told} />;
    case 'member':
      return <span className={classes.lead}>{stepName(told, row.node)}</span>;
    case 'group':
      return <GroupTitle group={row.group} told={told} />;
    case 'note':
      return <Note id={row.note} told={told} />;
    case 'fork':
      return (
        <>
          <span className={classes.port}>{portName(told, row.node, row.port)}</span>{' '}
          <span className={classes.lead}>{tn('hands.ways', row.leads.length)}</span>
        </>
      );
    case 'port':
      return <Port row={row} told={told} />;
  }
}

function Port({ row, told }: { readonly row: Extract<OutlineRow, { is: 'port' }>; readonly told: Told }) {
  const { lead } = row;
  return (
    <>
      <span className={classes.port}>{portName(told, row.node, row.port)}</span>{' '}
      {lead ? (
        <span className={classes.lead}>
          <IconArrowNarrowRight size={15} stroke={1.6} aria-hidden="true" />
          <bdi>{stepName(told, lead.node)}</bdi>{' '}
          {lead.shown === 'elsewhere' && <span className={classes.elsewhere}>{t('hands.elsewhere')}</span>}
        </span>
      ) : (
        <span className={classes.nowhere}>{t('choice.free')}</span>
      )}
    </>
  );
}

/** In the order in which its row is called; what a narrow outline leaves out stands last. */
function Step({ id, told }: { readonly id: string; readonly told: Told }) {
  const hand = useHand();
  const naming = useStore(hand.naming) === id;
  const now = useNow();
  const step = told.steps.get(id);
  if (!step) return null;
  const { node, number } = step;
  const answer = answerOf(told, id);
  const group = told.groupOf.get(id);
  return (
    <>
      <StepTile node={node} />
      <span className={classes.number}>{number}</span>{' '}
      <span className={classes.words}>
        <span className={classes.line}>
          {naming ? (
            <Naming id={id} title={node.title} />
          ) : (
            <span className={classes.title}>
              <bdi>{node.title}</bdi>
            </span>
          )}{' '}
          <span className={classes.kind}>{kindTitle(node.kind)}</span>{' '}
          {told.changed.has(id) && <span className={classes.changed} role="img" aria-label={t('node.changed')} />}
        </span>{' '}
        <span className={classes.english}>{told.english[id] ?? ''}</span>
      </span>{' '}
      <Problems id={id} told={told} />{' '}
      {answer && (
        <span className={classes.answer} data-lit={answer.lit || undefined}>
          {readableText(answer.text, now)}
        </span>
      )}{' '}
      {group !== undefined && <span className={classes.group}>{t('hands.in-group', { title: group })}</span>}
    </>
  );
}

function Problems({ id, told }: { readonly id: string; readonly told: Told }) {
  const problems = told.problems.get(id) ?? [];
  const [first] = problems;
  if (!first) return null;
  const error = problems.find(({ severity }) => severity === 'error');
  const Icon = error ? IconX : IconAlertTriangle;
  return (
    <span className={classes.problem} data-error={error !== undefined || undefined} title={problemText(error ?? first)}>
      <Icon size={13} stroke={2} aria-hidden="true" />
      <span>{tn('workflow.problems', problems.length)}</span>
    </span>
  );
}

function GroupTitle({ group, told }: { readonly group: string; readonly told: Told }) {
  const hand = useHand();
  const naming = useStore(hand.naming) === group;
  const { title = group, size = 0 } = told.groups.get(group) ?? {};
  if (naming) return <Naming id={group} title={title} />;
  return (
    <>
      <span className={classes.title}>
        <bdi>{title}</bdi>
      </span>{' '}
      <span className={classes.kind}>{tn('hands.group-steps', size)}</span>
    </>
  );
}

/** A title that is written in its row, which then gets the focus back. */
function Naming({ id, title }: { readonly id: string; readonly title: string }) {
  const hand = useHand();
  const back = () => hand.look.refocus(hand.editor.document.state.selection);
  return (
    <TitleInput
      className={classes.input ?? ''}
      title={title}
      onGive={(next) => {
        giveTitle(hand, id, next);
        back();
      }}
      onLeave={() => {
        hand.naming.set(null);
        back();
      }}
    />
  );
}

function Note({ id, told }: { readonly id: string; readonly told: Told }) {
  const hand = useHand();
  const naming = useStore(hand.naming) === id;
  const text = told.notes.get(id)?.text ?? '';
  if (!naming) return <span className={classes.note}>{text.split('\n').join(' · ')}</span>;
  const end = () => {
    hand.naming.set(null);
    hand.look.refocus(hand.editor.document.state.selection);
  };
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: writing was asked for
      autoFocus
      className={classes.noteText}
      aria-label={t('note.text')}
      defaultValue={text}
      rows={4}
      onFocus={(e) => e.currentTarget.select()}
      onBlur={() => hand.naming.set(null)}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key !== 'Escape' && !(e.key === 'Enter' && (e.ctrlKey || e.metaKey))) return;
        e.preventDefault();
        end();
      }}
      onChange={(e) => {
        const next = e.currentTarget.value;
        hand.editor.document.apply((draft) => editNote(draft, id, next), {
          label: t('edit.note-edited'),
          key: `note ${id}`,
        });
      }}
    />
  );
}
