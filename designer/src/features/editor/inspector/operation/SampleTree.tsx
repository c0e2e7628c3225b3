import { fitsIn } from '@slipway/shared/expression/complete';
import { splitEnd } from '@slipway/shared/workflow';
import { edgesOf, nodesOf } from '@slipway/shared/workflow/edit';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useDocumentPart, useEditor } from '../../../../editor/editor-context.ts';
import { t, tOr } from '../../../../messages/t.ts';
import { DRAGGED_PATH } from '../fields/code/CodeInput.tsx';
import { useStep } from '../step-context.ts';
import { valueText } from '../value-text.ts';
import classes from './Mapping.module.css';
import { useDesk } from './mapping-context.ts';
import { rowsOf, type SampleNode, type SampleRow, sampleTree, stepsBefore } from './sample-tree.ts';

const FIRST_OPEN = ['event', 'event.data', 'subject', 'nodes', 'trigger', 'vars'];
const ROWS_MAX = 200;

/**
 * What can be put into a mapping, as a tree with the values of what is tried. A leaf is dragged onto a field, or picked with
 * Enter for the field that was worked in last.
 */
export function SampleTree() {
  const { node, place, scope } = useStep();
  const { document, announcement } = useEditor();
  const draft = useDocumentPart(document, (state) => state.draft);
  const { desk, state } = useDesk();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(FIRST_OPEN));
  const [at, setAt] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const tree = useMemo(() => {
    const before = stepsBefore(edgesOf(draft).map(endsOf), node.id);
    const steps = new Map(nodesOf(draft).flatMap(({ id, title }) => (before.has(id) ? [[id, title]] : [])));
    return sampleTree({ scope: place('/input').scope, sample: scope, steps });
  }, [draft, node.id, place, scope]);
  const rows = useMemo(() => rowsOf(tree, { open, search }).slice(0, ROWS_MAX), [tree, open, search]);
  const { asked, active, fields } = state;
  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    // What was searched for another field gives way.
    input.current?.select();
  }, [asked]);
  const current = rows.findIndex((row) => row.node.path === at);
  const go = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setAt(row.node.path);
    box.current?.querySelector<HTMLElement>(`[data-path=${JSON.stringify(row.node.path)}]`)?.focus();
  };
  const toggle = ({ path }: SampleNode) => {
    const next = new Set(open);
    if (!next.delete(path)) next.add(path);
    setOpen(next);
  };
  const put = (path: string) => {
    if (!active) return announcement.set(t('mapping.no-field'));
    active.put(path);
    announcement.set(t('mapping.put', { path, field: active.label }));
  };
  const keys = (e: KeyboardEvent) => {
    const row = rows[current];
    const move = { ArrowDown: 1, ArrowUp: -1, Home: -rows.length, End: rows.length }[e.key];
    if (move !== undefined) go(current + move);
    else if (!row) return;
    else if (e.key === 'ArrowRight') row.node.children.length > 0 && !row.open ? toggle(row.node) : go(current + 1);
    else if (e.key === 'ArrowLeft')
      row.open ? toggle(row.node) : go(rows.findLastIndex((each, i) => i < current && each.level < row.level));
    else if (e.key === 'Enter' || e.key === ' ') put(row.node.path);
    else return;
    e.preventDefault();
  };
  return (
    <div className={classes.sample}>
      <label className={classes.into}>
        <span>{t('mapping.into')}</span>
        <select value={active?.pointer ?? ''} onChange={(e) => desk.activate(e.currentTarget.value)}>
          {!active && <option value="">{t('mapping.into-none')}</option>}
          {fields.map(({ pointer, label }) => (
            <option key={pointer} value={pointer}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <input
        ref={input}
        aria-label={t('action.sample-search')}
        placeholder={t('action.sample-search')}
        value={search}
        onChange={(e) => setSearch(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key !== 'ArrowDown' && e.key !== 'Enter') return;
          e.preventDefault();
          go(rows.findIndex((row) => row.node.children.length === 0 || search === ''));
        }}
      />
      <div
        className={classes.tree}
        role="tree"
        aria-label={t('action.sample')}
        ref={box}
        onKeyDown={keys}
        tabIndex={-1}
      >
        {rows.map((row, index) => (
          <Row
            key={row.node.path}
            row={row}
            tabbable={current < 0 ? index === 0 : index === current}
            fits={!active?.wanted || row.node.children.length > 0 || fitsIn(row.node.type, active.wanted)}
            onFocus={() => setAt(row.node.path)}
            onToggle={() => toggle(row.node)}
            onPut={() => put(row.node.path)}
          />
        ))}
        {rows.length === 0 && <p className={classes.quiet}>{t('condition.no-field')}</p>}
      </div>
      <p className={classes.quiet}>{t(scope ? 'mapping.keys' : 'mapping.unpinned')}</p>
    </div>
  );
}

interface RowProps {
  readonly row: SampleRow;
  readonly tabbable: boolean;
  readonly fits: boolean;
  readonly onFocus: () => void;
  readonly onToggle: () => void;
  readonly onPut: () => void;
}

function Row({ row: { node, level, open }, tabbable, fits, onFocus, onToggle, onPut }: RowProps) {
  const branch = node.children.length > 0;
  const Icon = open ? IconChevronDown : IconChevronRight;
  const type = node.type.kind === 'any' ? '' : tOr(`fields.type.${node.type.kind}`, node.type.kind);
  const shown = branch ? (node.title ?? '') : node.value === undefined ? type : valueText(node.value);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      role="treeitem"
      className={classes.item}
      data-level={Math.min(level, 6)}
      data-path={node.path}
      data-there={node.value !== undefined || undefined}
      data-fits={fits}
      aria-level={level}
      aria-expanded={branch ? open : undefined}
      aria-selected={tabbable}
      aria-label={[node.name, shown, fits ? '' : t('mapping.fits-not')].filter(Boolean).join(', ')}
      tabIndex={tabbable ? 0 : -1}
      title={fits ? node.path : `${node.path}: ${t('mapping.fits-not')}`}
      draggable
      onDragStart={(e) => {
        e.dataTransfer.setData(DRAGGED_PATH, node.path);
        e.dataTransfer.setData('text/plain', `\${${node.path}}`);
        e.dataTransfer.effectAllowed = 'copy';
      }}
      onFocus={onFocus}
      onClick={branch ? onToggle : undefined}
      onDoubleClick={branch ? undefined : onPut}
    >
      <span className={classes.twist}>{branch && <Icon size={14} stroke={1.75} aria-hidden="true" />}</span>
      <code>{node.name}</code> <span className={classes.shown}>{fits ? shown : `≠ ${shown}`}</span>
    </div>
  );
}

function endsOf({ from, to }: { readonly from: string; readonly to: string }) {
  return { from: splitEnd(from).nodeId, to: splitEnd(to).nodeId };
}
