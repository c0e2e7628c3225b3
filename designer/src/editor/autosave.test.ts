import { type Draft, setTitle } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { Autosave } from './autosave.ts';
import { EditorDocument } from './document.ts';

const draft: Draft = { nodes: [{ id: 'a', kind: 'end', title: 'A', config: {} }], edges: [] };

function open(save: (count: number) => 'ok' | 'conflict' | 'broken' = () => 'ok') {
  const document = new EditorDocument(draft);
  const sent: { readonly title: unknown; readonly etag: string }[] = [];
  let running = 0;
  let most = 0;
  const autosave = new Autosave({
    document,
    saved: null,
    delayMs: 5,
    retryMs: 5,
    isConflict: (failure) => failure === 'conflict',
    async save(now, etag) {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      sent.push({ title: new EditorDocument(now).state.graph.nodes[0]?.title, etag });
      const end = save(sent.length);
      if (end !== 'ok') throw end;
      return { etag: `e${sent.length}`, updatedAt: '2026-01-01T00:00:00.000Z' };
    },
  });
  const stop = autosave.start();
  const type = (title: string) => document.apply((now) => setTitle(now, 'a', title), { label: 'Title' });
  return { autosave, document, sent, stop, type, mostAtOnce: () => most };
}

const settled = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms));

test('changes in a row are saved once, a moment after the last', async () => {
  const { autosave, sent, stop, type } = open();
  for (const title of ['A1', 'A12', 'A123']) type(title);
  expect(autosave.state.kind).toBe('waiting');
  await settled();
  expect(sent).toEqual([{ title: 'A123', etag: '*' }]);
  expect(autosave.state.kind).toBe('saved');
  stop();
});

test('what changes while it is being saved is saved next, upon the etag of the first', async () => {
  const { autosave, sent, stop, type, mostAtOnce } = open();
  type('One');
  const first = autosave.flush();
  type('Two');
  await Promise.all([first, autosave.flush()]);
  await settled();
  expect(sent).toEqual([
    { title: 'One', etag: '*' },
    { title: 'Two', etag: 'e1' },
  ]);
  expect(mostAtOnce()).toBe(1);
  stop();
});

test('a change that is undone before it was saved is not saved', async () => {
  const { autosave, document, sent, stop, type } = open();
  type('One');
  document.undo();
  expect(autosave.state.kind).toBe('saved');
  await settled();
  expect(sent).toEqual([]);
  stop();
});

test('after a conflict nothing is saved until somebody chooses', async () => {
  const { autosave, sent, stop, type } = open((count) => (count === 1 ? 'conflict' : 'ok'));
  type('One');
  await settled();
  type('Two');
  await autosave.flush();
  expect(autosave.state.kind).toBe('conflict');
  expect(sent).toHaveLength(1);
  autosave.goOn({ etag: 'theirs', updatedAt: '2026-01-01T00:00:00.000Z' }, draft);
  await autosave.flush();
  expect(sent.at(-1)).toEqual({ title: 'Two', etag: 'theirs' });
  stop();
});

test('a save that failed for another reason is tried again by itself', async () => {
  const { autosave, sent, stop, type } = open((count) => (count < 3 ? 'broken' : 'ok'));
  type('One');
  await settled(150);
  expect(sent.map((one) => one.etag)).toEqual(['*', '*', '*']);
  expect(autosave.state.kind).toBe('saved');
  stop();
});

test('what is not saved yet is saved when the editor is left', async () => {
  const { sent, stop, type } = open();
  type('One');
  stop();
  await settled();
  expect(sent).toHaveLength(1);
});
