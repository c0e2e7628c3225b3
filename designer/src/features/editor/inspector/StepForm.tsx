import { NODE_KINDS, type NodeKind } from '@slipway/shared/workflow';
import {
  canRename,
  type DraftNode,
  nodeOf,
  renameNode,
  setConfigField,
  setDescription,
  setTitle,
} from '@slipway/shared/workflow/edit';
import { useMemo, useState } from 'react';
import type { EditorDocument } from '../../../editor/document.ts';
import { useEditor, useStore } from '../../../editor/editor-context.ts';
import { StepTile } from '../../../editor/KindTile.tsx';
import { kindWords } from '../../../editor/node-kinds/index.ts';
import { useEnglish } from '../../../editor/use-english.ts';
import { itsDraft, itsGraph, useDocumentPartLater, useLater } from '../../../editor/use-later.ts';
import { t } from '../../../messages/t.ts';
import { useScope } from '../tryit/use-tried.ts';
import { Labelled, ProblemList } from './fields/Labelled.tsx';
import classes from './Inspector.module.css';
import { KIND_FORMS } from './kinds/index.ts';
import { asObject } from './kinds/small-forms.tsx';
import { UnknownForm } from './kinds/UnknownForm.tsx';
import { readableFields } from './readable-fields.ts';
import { StepAnswer } from './StepAnswer.tsx';
import { StepContext, type StepContextValue } from './step-context.ts';
import { placesOf } from './text-places.ts';

interface StepFormProps {
  readonly document: EditorDocument;
  readonly node: DraftNode;
  readonly pointer: string;
}

/** Everything about one step: its words, what its kind is configured with, and what it did with what is tried. */
export function StepForm({ document, node, pointer }: StepFormProps) {
  const draft = useDocumentPartLater(document, itsDraft);
  const editor = useEditor();
  const all = useStore(editor.problems);
  const scope = useScope(node.id);
  const problems = useMemo(() => all.filter((problem) => problem.nodeId === node.id), [all, node.id]);
  // What it reads comes with the draft: of the step that is typed into only what it is set to must be there at once.
  const fields = useMemo(() => readableFields(draft, nodeOf(draft, node.id), scope), [draft, node.id, scope]);
  const place = useMemo(() => placesOf(draft, node.id, scope), [draft, node.id, scope]);
  const named = useMemo(
    () => (draft.conditions === undefined ? undefined : asObject(draft.conditions)),
    [draft.conditions],
  );
  const step: StepContextValue = {
    node,
    pointer,
    scope,
    place,
    fields,
    problems,
    named,
    set: (field, value) =>
      void document.apply((before) => setConfigField(before, node.id, field, value), {
        label: t('inspector.changed', { what: field, step: node.title }),
        key: `${node.id}/${field}`,
      }),
  };
  const english = useEnglish(useDocumentPartLater(document, itsGraph), node.kind !== 'condition')?.[node.id];
  const known = Object.hasOwn(KIND_FORMS, node.kind) ? (node.kind as NodeKind) : undefined;
  const Form = known ? KIND_FORMS[known] : UnknownForm;
  // What belongs to no field of the configuration: wires, reachability, the id.
  const general = problems.filter((problem) => !problem.path?.startsWith(`${pointer}/config`));
  return (
    <StepContext value={step}>
      <Head document={document} node={node} />
      <ProblemList problems={general} />
      <Form />
      {english && (
        <div className={classes.reading}>
          <span>{t('condition.english')}</span>
          <p>
            <bdi>{english}</bdi>
          </p>
        </div>
      )}
      <StepAnswer node={node} />
      <Words document={document} node={node} />
    </StepContext>
  );
}

function Head({ document, node }: { readonly document: EditorDocument; readonly node: DraftNode }) {
  const dirt = useLater(useEditor().dirty).steps.get(node.id);
  const kind = Object.hasOwn(NODE_KINDS, node.kind) ? kindWords(node.kind as NodeKind) : undefined;
  return (
    <div className={classes.head}>
      <StepTile node={node} size="large" />
      <div className={classes.titles}>
        <input
          className={classes.title}
          aria-label={t('inspector.title')}
          data-pointer=""
          value={node.title}
          onChange={(e) => {
            const title = e.currentTarget.value;
            document.apply((draft) => setTitle(draft, node.id, title), {
              label: t('inspector.renamed'),
              key: `${node.id}/title`,
            });
          }}
        />
        <p className={classes.kind}>
          {kind?.title ?? node.kind}
          {typeof node.number === 'number' ? t('inspector.number', { number: node.number }) : ''}
          {dirt && `, ${dirt.words}`}
        </p>
        {kind && <p className={classes.hint}>{kind.purpose}</p>}
      </div>
    </div>
  );
}

/** Its description and its id, by which expressions of other steps name it. */
function Words({ document, node }: { readonly document: EditorDocument; readonly node: DraftNode }) {
  const [id, setId] = useState<string | null>(null);
  const shown = id ?? node.id;
  const free = canRename(document.state.draft, node.id, shown);
  const rename = () => {
    if (id !== null && free && id !== node.id)
      document.apply((draft) => renameNode(draft, node.id, id), {
        label: t('inspector.id-changed'),
        select: { nodes: [id] },
      });
    setId(null);
  };
  return (
    <details className={classes.more}>
      <summary>{t('inspector.more')}</summary>
      <Labelled label={t('inspector.description')} pointer="" problems={[]}>
        {(control) => (
          <textarea
            {...control}
            className={classes.text}
            rows={3}
            value={node.description === undefined ? '' : String(node.description)}
            onChange={(e) => {
              const text = e.currentTarget.value;
              document.apply((draft) => setDescription(draft, node.id, text), {
                label: t('inspector.changed', { what: t('inspector.description'), step: node.title }),
                key: `${node.id}/description`,
              });
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('inspector.id')} pointer="" problems={[]} hint={t('inspector.id-hint')}>
        {(control) => (
          <input
            {...control}
            className={classes.mono}
            aria-invalid={!free || undefined}
            value={shown}
            onChange={(e) => setId(e.currentTarget.value)}
            onBlur={rename}
            onKeyDown={(e) => e.key === 'Enter' && rename()}
          />
        )}
      </Labelled>
    </details>
  );
}
