import { useDebouncedValue } from '@mantine/hooks';
import type { ReferenceItem } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { checkReference, putReference, readAnew } from '../../api/references.ts';
import { t } from '../../messages/t.ts';
import { tell } from '../../ui/notify.ts';
import { changeOf, ID, nameOf, type Said } from './upload-change.ts';

const PAUSE_MS = 300;
const AS_FOUND: Said = { key: undefined, types: {} };

/** A text that is uploaded; `edition` tells one from another, since it may be megabytes long. */
interface Source {
  readonly text: string;
  readonly edition: number;
  readonly file: { readonly name: string; readonly size: number } | null;
}

/** What is uploaded, under which name, what would come of it, and its saving. */
export function useUpload(
  env: string,
  known: readonly ReferenceItem[],
  fixed: string | undefined,
  onSaved: (id: string) => void,
) {
  const [typed, setTyped] = useState(fixed ?? '');
  const [source, setSource] = useState<Source>({ text: '', edition: 0, file: null });
  const [tooLarge, setTooLarge] = useState(false);
  const [said, setSaid] = useState<Said>(AS_FOUND);
  const [title, setTitle] = useState(known.find((each) => each.id === fixed)?.title ?? '');
  const [note, setNote] = useState('');
  const id = fixed ?? typed;
  const item = known.find((each) => each.id === id);
  const base = item?.version ?? 0;
  const { text, edition } = source;
  const asked = useMemo(() => ({ id, edition, said, base }), [id, edition, said, base]);
  const [settled] = useDebouncedValue(asked, PAUSE_MS);
  const isGiven = text.trim() !== '';
  const check = useQuery({
    queryKey: [env, 'reference-check', settled],
    queryFn: () =>
      checkReference(env, settled.id, changeOf({ text, said: settled.said, note: '', base: settled.base })),
    enabled: ID.test(settled.id) && isGiven,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => (await putReference(env, id, changeOf({ text, title, said, note, base }))).body,
    onSuccess: async ({ version }) => {
      tell(t('upload.saved', { id, number: version, environment: env }));
      await readAnew(client, env);
      onSaved(id);
    },
  });
  const take = (next: string, file: Source['file']) =>
    setSource((before) => ({ text: next, edition: before.edition + 1, file }));
  const read = (chosen: File | null) => {
    if (!chosen) return;
    setTooLarge(chosen.size > LIMITS.referenceBytes);
    if (chosen.size > LIMITS.referenceBytes) return;
    setSaid(AS_FOUND);
    if (fixed === undefined && typed === '') setTyped(nameOf(chosen.name));
    void chosen.text().then((next) => take(next, { name: chosen.name, size: chosen.size }));
  };
  const found = isGiven ? check.data : undefined;
  const changes = found?.changes;
  return {
    name: { typed, setTyped, valid: ID.test(id), taken: item !== undefined && !item.deleted },
    source: { ...source, tooLarge, read, paste: (next: string) => take(next, null) },
    words: { title, setTitle, note, setNote },
    said,
    setSaid,
    check,
    found,
    /** The rows are those that are there already. */
    same: changes !== undefined && changes.added + changes.changed + changes.removed === 0 && item?.deleted === false,
    sound: found !== undefined && !found.problems.some((problem) => problem.severity === 'error') && settled === asked,
    next: base + 1,
    save,
  };
}
