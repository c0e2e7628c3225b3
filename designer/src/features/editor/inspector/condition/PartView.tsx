import { Menu } from '@mantine/core';
import {
  addPart,
  type FormPart,
  movePart,
  movePartTo,
  NEW_LEAF,
  type Place,
  pointerOf,
  removePart,
  replacePart,
  setGroup,
  toggleNot,
  unwrapGroup,
  wrapPart,
} from '@slipway/shared/condition';
import { inlineConditionAt, valueAt } from '@slipway/shared/workflow/edit';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import { NameCondition } from '../../conditions/NameCondition.tsx';
import { namesToAsk } from '../../conditions/named.ts';
import classes from '../Inspector.module.css';
import { ConditionJson } from './ConditionJson.tsx';
import { useForm } from './form-context.ts';
import { DRAGGED, Grip } from './Grip.tsx';
import { LeafView } from './LeafView.tsx';
import { Answer, useAnswer } from './part-answer.tsx';
import { ReferenceView } from './ReferenceView.tsx';

/** One part of a condition: a group, a comparison, its opposite, or JSON that has no form. */
export function PartView({ part, outermost = false }: { readonly part: FormPart; readonly outermost?: boolean }) {
  switch (part.kind) {
    case 'group':
      return <GroupView part={part} outermost={outermost} />;
    case 'not':
      return (
        <div className={classes.not}>
          <p className={classes.partHead}>
            <b>{t('condition.not')}</b>
            <PartMenu place={part.place} />
          </p>
          <PartView part={part.part} />
        </div>
      );
    case 'leaf':
      return <LeafView part={part} menu={<PartMenu place={part.place} />} />;
    case 'reference':
      return <ReferenceView part={part} menu={<PartMenu place={part.place} refers />} />;
    case 'other':
      return <OtherView part={part} />;
  }
}

function GroupView({ part, outermost }: { readonly part: FormPart & { kind: 'group' }; readonly outermost: boolean }) {
  const { json, change, named = {}, own } = useForm();
  const [name] = namesToAsk(named, own);
  const [over, setOver] = useState(false);
  const answer = useAnswer(part.place);
  const allow = (e: DragEvent) => {
    if (!e.dataTransfer.types.includes(DRAGGED)) return;
    e.preventDefault();
    e.stopPropagation();
    setOver(true);
  };
  const drop = (e: DragEvent) => {
    const from = e.dataTransfer.getData(DRAGGED);
    setOver(false);
    if (from === '') return;
    e.preventDefault();
    e.stopPropagation();
    change(movePartTo(json, JSON.parse(from) as Place, part.place));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the menu of every part moves it by keyboard
    <div
      className={classes.group}
      data-outermost={outermost || undefined}
      data-over={over || undefined}
      onDragOver={allow}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={classes.partHead}>
        {!outermost && <Grip place={part.place} />}
        {outermost && <span>{t('condition.holds-when')}</span>}
        <select
          aria-label={t('condition.group')}
          value={part.of}
          onChange={(e) => change(setGroup(json, part.place, e.currentTarget.value === 'any' ? 'any' : 'all'))}
        >
          <option value="all">{t('condition.all')}</option>
          <option value="any">{t('condition.any')}</option>
        </select>
        <span>{t('condition.of-these')}</span>
        <Answer answer={answer} short />
        {!outermost && <PartMenu place={part.place} group />}
      </p>
      {part.parts.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place; a key of its content would lose the focus
        <PartView key={index} part={each} />
      ))}
      {part.parts.length === 0 && <p className={classes.hint}>{t('condition.empty')}</p>}
      <p className={classes.adders}>
        <button type="button" className={classes.adder} onClick={() => change(addPart(json, part.place))}>
          <IconPlus size={14} stroke={1.75} aria-hidden="true" /> {t('condition.add')}
        </button>
        <button
          type="button"
          className={classes.adder}
          onClick={() => change(addPart(json, part.place, { [part.of === 'all' ? 'any' : 'all']: [NEW_LEAF] }))}
        >
          <IconPlus size={14} stroke={1.75} aria-hidden="true" /> {t('condition.add-group')}
        </button>
        {name !== undefined && (
          <button
            type="button"
            className={classes.adder}
            onClick={() => change(addPart(json, part.place, { condition: name }))}
          >
            <IconPlus size={14} stroke={1.75} aria-hidden="true" /> {t('conditions.add-reference')}
          </button>
        )}
      </p>
    </div>
  );
}

/** JSON that the form has no controls for: shown, editable as JSON, otherwise left alone. */
function OtherView({ part }: { readonly part: FormPart & { kind: 'other' } }) {
  const { json, change, pointer } = useForm();
  const answer = useAnswer(part.place);
  return (
    <div className={classes.leaf} data-pointer={`${pointer}${pointerOf(part.place)}`} tabIndex={-1}>
      <p className={classes.partHead}>
        <span>{t('condition.as-json')}</span>
        <Answer answer={answer} short />
        <PartMenu place={part.place} />
      </p>
      <ConditionJson value={part.json} onChange={(next) => change(replacePart(json, part.place, next))} />
    </div>
  );
}

interface PartMenuProps {
  readonly place: Place;
  readonly group?: boolean;
  /** It is a reference to a named condition. */
  readonly refers?: boolean;
}

function PartMenu({ place, group = false, refers = false }: PartMenuProps) {
  const { json, change, pointer } = useForm();
  const [naming, setNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const inList = typeof place.at(-1) === 'number';
  const here = pointer + pointerOf(place);
  return (
    <>
      <Menu width={230} position="bottom-end">
        <Menu.Target>
          <button ref={button} type="button" className={classes.dots} aria-label={t('condition.more')}>
            <IconDots size={15} stroke={1.75} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => change(toggleNot(json, place))}>{t('condition.negate')}</Menu.Item>
          <Menu.Item onClick={() => change(wrapPart(json, place, 'any'))}>{t('condition.wrap-any')}</Menu.Item>
          <Menu.Item onClick={() => change(wrapPart(json, place, 'all'))}>{t('condition.wrap-all')}</Menu.Item>
          {group && inList && (
            <Menu.Item onClick={() => change(unwrapGroup(json, place))}>{t('condition.unwrap')}</Menu.Item>
          )}
          {inList && (
            <>
              <Menu.Item onClick={() => change(movePart(json, place, -1))}>{t('condition.up')}</Menu.Item>
              <Menu.Item onClick={() => change(movePart(json, place, 1))}>{t('condition.down')}</Menu.Item>
            </>
          )}
          <Menu.Divider />
          {refers ? (
            <InlineItem pointer={here} />
          ) : (
            <Menu.Item onClick={() => setNaming(true)}>{t('conditions.extract')}</Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item onClick={() => change(removePart(json, place))}>{t('condition.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameCondition
          pointer={here}
          condition={valueAt(json, pointerOf(place))}
          onClose={() => setNaming(false)}
          onCancel={() => button.current?.focus()}
        />
      )}
    </>
  );
}

/** Puts what a name stands for where it is referred to; nothing to put where there is no such name. */
function InlineItem({ pointer }: { readonly pointer: string }) {
  const editor = useEditor();
  const { document } = editor;
  const known = inlineConditionAt(document.state.draft, pointer) !== document.state.draft;
  const inline = () => {
    const label = t('conditions.inlined-here');
    if (!document.apply((draft) => inlineConditionAt(draft, pointer), { label })) return;
    editor.announcement.set(label);
    editor.target.set({ node: document.state.selection.nodes[0], path: pointer });
  };
  return (
    <Menu.Item disabled={!known} onClick={inline}>
      {t('conditions.inline')}
    </Menu.Item>
  );
}
