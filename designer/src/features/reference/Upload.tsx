import { Button, FileButton, Group, Modal, Textarea, TextInput } from '@mantine/core';
import type { ReferenceItem } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { ApiFailure } from '../../api/client.ts';
import { formatNumber, t } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import classes from './Reference.module.css';
import { UploadPreview } from './UploadPreview.tsx';
import { useUpload } from './use-upload.ts';

/** Of a longer text that was pasted only the beginning is shown, and what is shown can no more be changed. */
const SHOWN_CHARACTERS = 20_000;

interface UploadProps {
  readonly env: string;
  readonly known: readonly ReferenceItem[];
  /** The table that gets a new version; without it a name is asked for. */
  readonly id?: string;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

/** Takes a table from a CSV file or a spreadsheet: what is wrong, what changes and how it reads is shown before it is saved. */
export function Upload({ env, known, id: fixed, onClose, onSaved }: UploadProps) {
  const upload = useUpload(env, known, fixed, (id) => {
    onClose();
    onSaved(id);
  });
  const { name, words, check, found, same, sound, save } = upload;
  const ready = name.valid && sound;
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      title={fixed === undefined ? t('upload.title-new') : t('upload.title', { id: fixed })}
    >
      <form
        className={classes.form}
        onSubmit={(e) => {
          e.preventDefault();
          if (ready) save.mutate();
        }}
      >
        {fixed === undefined && <Name name={name} />}
        <Source source={upload.source} />
        {check.isFetching && (
          <p className={classes.quiet} role="status">
            {t('upload.checking')}
          </p>
        )}
        {check.isError && <FailureNotice failure={check.error} />}
        {found && <UploadPreview found={found} said={upload.said} onSay={upload.setSaid} />}
        {same && (
          <p className={classes.quiet} role="status">
            {t('upload.same')}
          </p>
        )}
        <TextInput
          label={t('upload.table-title')}
          value={words.title}
          maxLength={LIMITS.labelCharacters}
          onChange={(e) => words.setTitle(e.currentTarget.value)}
        />
        <TextInput
          label={t('reference.note')}
          value={words.note}
          maxLength={500}
          onChange={(e) => words.setNote(e.currentTarget.value)}
        />
        <p className={classes.quiet}>{t('reference.goes-live', { environment: env })}</p>
        {save.isError && <Refused failure={save.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('upload.cancel')}</Button>
          <Button type="submit" variant="filled" loading={save.isPending} disabled={!ready || check.isFetching}>
            {t('upload.save', { number: upload.next })}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function Name({ name }: { readonly name: ReturnType<typeof useUpload>['name'] }) {
  return (
    <TextInput
      label={t('upload.id')}
      description={name.taken ? t('upload.id-taken') : t('upload.id-hint')}
      error={name.typed !== '' && !name.valid ? t('upload.id-wrong') : undefined}
      value={name.typed}
      maxLength={64}
      spellCheck={false}
      autoComplete="off"
      onChange={(e) => name.setTyped(e.currentTarget.value.trim())}
      data-autofocus
    />
  );
}

/** A file, or what is pasted. */
function Source({ source }: { readonly source: ReturnType<typeof useUpload>['source'] }) {
  const { file, text, tooLarge, read, paste } = source;
  return (
    <>
      <Group>
        <FileButton accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values" onChange={read}>
          {(props) => <Button {...props}>{t('upload.choose')}</Button>}
        </FileButton>
        <span className={tooLarge ? classes.failed : classes.quiet} role="status">
          {tooLarge
            ? t('upload.too-large', { most: sizeOf(LIMITS.referenceBytes) })
            : file
              ? t('upload.chosen', { file: file.name, size: sizeOf(file.size) })
              : t('upload.choose-hint')}
        </span>
      </Group>
      {file === null && (
        <Textarea
          label={t('upload.or-paste')}
          value={text.slice(0, SHOWN_CHARACTERS)}
          readOnly={text.length > SHOWN_CHARACTERS}
          rows={5}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--font-mono)' } }}
          onChange={(e) => paste(e.currentTarget.value)}
        />
      )}
    </>
  );
}

/** Why it was not saved; what a live workflow could no longer read is said by name. */
function Refused({ failure }: { readonly failure: unknown }) {
  const problems = failure instanceof ApiFailure ? failure.problems : [];
  return (
    <>
      <FailureNotice failure={failure} />
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={`${problem.code} ${problem.path} ${problem.message}`}>
            <bdi>{problem.message}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1024 ? t('bytes', { count: bytes }) : t('kibibytes', { count: formatNumber(Math.ceil(bytes / 1024)) });
}
