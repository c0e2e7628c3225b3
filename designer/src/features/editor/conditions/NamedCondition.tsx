import type { Problem } from '@slipway/shared/problem';
import {
  conditionPointer,
  conditionsOf,
  type Draft,
  nameFault,
  renameCondition,
  setCondition,
} from '@slipway/shared/workflow/edit';
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconX } from '@tabler/icons-react';
import { useId, useMemo, useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import { ConditionForm } from '../inspector/condition/ConditionForm.tsx';
import { ProblemList } from '../inspector/fields/Labelled.tsx';
import { readableFields } from '../inspector/readable-fields.ts';
import { placesOf } from '../inspector/text-places.ts';
import { useScope } from '../tryit/use-tried.ts';
import classes from './Conditions.module.css';
import { sentenceOf, usersOf } from './named.ts';
import { Tools } from './Tools.tsx';
import { UsedBy } from './UsedBy.tsx';

interface NamedConditionProps {
  readonly draft: Draft;
  readonly name: string;
  readonly open: boolean;
  /** What is wrong with it. */
  readonly problems: readonly Problem[];
  readonly onOpen: (name: string | undefined) => void;
  /** It is no more: the focus goes on elsewhere. */
  readonly onGone: () => void;
}

/** One named condition: its name and sentence, and opened its form, who refers to it, and what can be done with it. */
export function NamedCondition({ draft, name, open, problems, onOpen, onGone }: NamedConditionProps) {
  const id = useId();
  const users = usersOf(draft, name);
  const count = users.reduce((sum, user) => sum + user.count, 0);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <li className={classes.item} data-open={open || undefined}>
      <button
        type="button"
        className={classes.head}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onOpen(open ? undefined : name)}
      >
        <Chevron size={15} stroke={1.75} aria-hidden="true" />
        <span className={classes.title}>
          <bdi>{name}</bdi>
        </span>
        <Mark problems={problems} />
        <span className={classes.count}>{count === 0 ? t('conditions.unused') : tn('conditions.used', count)}</span>
        {!open && (
          <span className={classes.sentence}>
            <bdi>{sentenceOf(draft, name)}</bdi>
          </span>
        )}
      </button>
      {open && (
        <div id={id} className={classes.body}>
          <Name draft={draft} name={name} onRenamed={onOpen} />
          <Content draft={draft} name={name} problems={problems} />
          <UsedBy users={users} />
          <Tools name={name} count={count} onOpen={onOpen} onGone={onGone} />
        </div>
      )}
    </li>
  );
}

/** What it asks, and what is wrong with that. Of events it can read any field that one of the workflow's has. */
function Content({ draft, name, problems }: Pick<NamedConditionProps, 'draft' | 'name' | 'problems'>) {
  const { document } = useEditor();
  const scope = useScope(undefined);
  const fields = useMemo(() => readableFields(draft, undefined, scope), [draft, scope]);
  const place = useMemo(() => placesOf(draft, undefined, scope)(''), [draft, scope]);
  const pointer = conditionPointer(name);
  const named = conditionsOf(draft);
  const change = (condition: unknown) =>
    void document.apply((before) => setCondition(before, name, condition), {
      label: t('conditions.changed', { name }),
      key: pointer,
    });
  return (
    <>
      <ProblemList problems={problems.filter(({ path }) => path === pointer)} />
      <ConditionForm
        label={t('conditions.content')}
        value={named[name]}
        onChange={change}
        around={{ pointer, problems, fields, place, scope, named, own: name }}
      />
    </>
  );
}

/** That something is wrong with it, while its form is closed too. */
function Mark({ problems }: Pick<NamedConditionProps, 'problems'>) {
  const worst = (['error', 'warning'] as const).find((severity) => problems.some((each) => each.severity === severity));
  if (worst === undefined) return null;
  const Icon = worst === 'error' ? IconX : IconAlertTriangle;
  return (
    <span className={classes.mark} data-severity={worst}>
      <Icon size={14} stroke={2} role="img" aria-label={t(`problem.${worst}`)} />
    </span>
  );
}

interface NameProps {
  readonly draft: Draft;
  readonly name: string;
  readonly onRenamed: (name: string) => void;
}

/** The name; Enter gives it, and so does going on, and what refers to it follows. Escape takes the old one back. */
function Name({ draft, name, onRenamed }: NameProps) {
  const { document, announcement } = useEditor();
  const [text, setText] = useState<string | null>(null);
  const id = useId();
  const next = (text ?? name).trim();
  const fault = nameFault(draft, next, name);
  const give = () => {
    const label = t('conditions.renamed', { name, next });
    if (
      text !== null &&
      fault === undefined &&
      document.apply((before) => renameCondition(before, name, next), { label })
    ) {
      announcement.set(label);
      onRenamed(next);
    }
    setText(null);
  };
  return (
    <div className={classes.name}>
      <label htmlFor={id}>{t('conditions.name')}</label>
      <input
        id={id}
        data-pointer={conditionPointer(name)}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        maxLength={64}
        value={text ?? name}
        onFocus={(e) => e.currentTarget.select()}
        onChange={(e) => setText(e.currentTarget.value)}
        onBlur={give}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && fault === undefined) give();
          if (e.key !== 'Escape' || text === null) return;
          e.stopPropagation();
          setText(null);
        }}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} role="status" className={classes.fault}>
          {t(`conditions.fault.${fault}`)}
        </p>
      )}
    </div>
  );
}
