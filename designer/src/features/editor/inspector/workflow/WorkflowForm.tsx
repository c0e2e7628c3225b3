import type { Problem } from '@slipway/shared/problem';
import { type Draft, setField, setSetting, type WorkflowField } from '@slipway/shared/workflow/edit';
import type { EditorDocument } from '../../../../editor/document.ts';
import { useDocumentPart, useEditor, useStore } from '../../../../editor/editor-context.ts';
import { t, tOr } from '../../../../messages/t.ts';
import { NamedConditions } from '../../conditions/NamedConditions.tsx';
import { Labelled, ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { Calendars } from './Calendars.tsx';
import { Connections } from './Connections.tsx';
import { Entry } from './Entry.tsx';
import { Variables } from './Variables.tsx';
import { Words } from './Words.tsx';
import { Zones } from './Zones.tsx';

const KINDS = ['shipment', 'order', 'load', 'equipment', 'vehicle', 'vessel', 'carrier', 'site', 'stock'];

/** What holds for the whole workflow: its words, whom it is about, variables, connections and how its runs behave. */
export function WorkflowForm({ document }: { readonly document: EditorDocument }) {
  const draft = useDocumentPart(document, (state) => state.draft);
  const all = useStore(useEditor().problems);
  const at = (pointer: string) => all.filter((each) => each.path === pointer || each.path?.startsWith(`${pointer}/`));
  const set = (field: WorkflowField, value: unknown) =>
    void document.apply((before) => setField(before, field, value), {
      label: t('workflow-form.changed', { what: t(`workflow-form.${field}`) }),
      key: `workflow/${field}`,
    });
  const text = (field: 'name' | 'description' | 'owner', optional: boolean) => (
    <Labelled label={t(`workflow-form.${field}`)} pointer={`/${field}`} problems={at(`/${field}`)}>
      {(control) => {
        const value = typeof draft[field] === 'string' ? draft[field] : '';
        const change = (next: string) => set(field, optional && next === '' ? undefined : next);
        return field === 'description' ? (
          <textarea
            {...control}
            className={classes.text}
            rows={4}
            value={value}
            onChange={(e) => change(e.currentTarget.value)}
          />
        ) : (
          <input {...control} value={value} onChange={(e) => change(e.currentTarget.value)} />
        );
      }}
    </Labelled>
  );
  const subject = typeof draft.subject === 'string' ? draft.subject : '';
  return (
    <>
      <h2 className={classes.formTitle}>{t('workflow-form.title')}</h2>
      <ProblemList
        problems={all.filter((each) => each.nodeId === undefined && (each.path === '/nodes' || each.path === '/edges'))}
      />
      {text('name', false)}
      {text('description', true)}
      <Labelled
        label={t('workflow-form.subject')}
        pointer="/subject"
        problems={at('/subject')}
        hint={t('workflow-form.subject-hint')}
      >
        {(control) => (
          <select {...control} value={subject} onChange={(e) => set('subject', e.currentTarget.value)}>
            {[...new Set([subject, ...KINDS])].map((kind) => (
              <option key={kind} value={kind}>
                {kind}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Variables draft={draft} problemsAt={at} onChange={(variables) => set('variables', variables)} />
      <NamedConditions draft={draft} problemsAt={at} />
      <Connections draft={draft} problemsAt={at} onChange={(connections) => set('connections', connections)} />
      <Zones draft={draft} problemsAt={at} onChange={(zones) => set('zones', zones)} />
      <Calendars draft={draft} problemsAt={at} onChange={(calendars) => set('calendars', calendars)} />
      <Entry draft={draft} problemsAt={at} onChange={(entry) => set('entry', entry)} />
      <Settings document={document} draft={draft} problemsAt={at} />
      <Words draft={draft} />
      <details className={classes.more}>
        <summary>{t('inspector.more')}</summary>
        {text('owner', true)}
        <Labelled
          label={t('workflow-form.tags')}
          pointer="/tags"
          problems={at('/tags')}
          hint={t('workflow-form.tags-hint')}
        >
          {(control) => <Tags control={control} value={draft.tags} onChange={(tags) => set('tags', tags)} />}
        </Labelled>
      </details>
    </>
  );
}

function Tags({
  control,
  value,
  onChange,
}: {
  readonly control: object;
  readonly value: unknown;
  readonly onChange: (tags: readonly string[] | undefined) => void;
}) {
  const tags = Array.isArray(value) ? value.map(String) : [];
  return (
    <input
      {...control}
      defaultValue={tags.join(', ')}
      onBlur={(e) => {
        const next = e.currentTarget.value
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean);
        if (next.join() !== tags.join()) onChange(next.length === 0 ? undefined : next);
      }}
    />
  );
}

type ProblemsAt = (pointer: string) => readonly Problem[];

const SETTINGS = {
  runs: ['one', 'restart', 'parallel'],
  wrongFiring: ['retract', 'ignore'],
  closedEarly: ['reopen', 'ignore'],
} as const;

/** How runs relate to each other and to evidence that comes late. */
function Settings({
  document,
  draft,
  problemsAt,
}: {
  readonly document: EditorDocument;
  readonly draft: Draft;
  readonly problemsAt: ProblemsAt;
}) {
  const settings = (draft.settings ?? {}) as Readonly<Record<string, unknown>>;
  const set = (field: string, value: unknown) =>
    void document.apply((before) => setSetting(before, field, value), {
      label: t('workflow-form.changed', { what: t('workflow-form.settings') }),
      key: `settings/${field}`,
    });
  return (
    <section className={classes.section} aria-label={t('workflow-form.settings')}>
      <div className={classes.labelRow}>
        <span>{t('workflow-form.settings')}</span>
      </div>
      {(['runs', 'wrongFiring', 'closedEarly'] as const).map((field) => (
        <Labelled
          key={field}
          label={t(`run-settings.${field}`)}
          pointer={`/settings/${field}`}
          problems={problemsAt(`/settings/${field}`)}
        >
          {(control) => (
            <select
              {...control}
              value={String(settings[field] ?? SETTINGS[field][0])}
              onChange={(e) => set(field, e.currentTarget.value)}
            >
              {SETTINGS[field].map((value: string) => (
                <option key={value} value={value}>
                  {tOr(`run-settings.${field}-${value}`, value)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      ))}
      {(['cooldown', 'reopenWithin'] as const).map((field) => (
        <Labelled
          key={field}
          label={t(`run-settings.${field}`)}
          pointer={`/settings/${field}`}
          problems={problemsAt(`/settings/${field}`)}
          hint={t(`run-settings.${field}-hint`)}
        >
          {(control) => (
            <input
              {...control}
              placeholder={t('inspector.duration-example')}
              value={typeof settings[field] === 'string' ? settings[field] : ''}
              onChange={(e) => set(field, e.currentTarget.value === '' ? undefined : e.currentTarget.value)}
            />
          )}
        </Labelled>
      ))}
    </section>
  );
}
