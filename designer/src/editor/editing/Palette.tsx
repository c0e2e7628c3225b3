import { Kbd } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../messages/t.ts';
import { itsGraph, useDocumentPartLater } from '../use-later.ts';
import { allKinds, type Choice, searched } from './choices.ts';
import type { Hand } from './hand.ts';
import classes from './Palette.module.css';
import { ChoiceTile } from './Picker.tsx';

/** What is dragged from the palette, by the id of its choice. */
export const DRAGGED = 'application/x-slipway-choice';

/** Everything that can be added, family by family: drag it to where it belongs, or double-click it. */
export function Palette({ hand }: { readonly hand: Hand }) {
  const [search, setSearch] = useState('');
  const graph = useDocumentPartLater(hand.editor.document, itsGraph);
  const choices = searched(allKinds(graph), search);
  return (
    <aside className={classes.palette} aria-label={t('palette.label')}>
      <label className={classes.search}>
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <input
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
          onKeyDown={(e) => {
            const [first] = choices;
            if (e.key === 'Enter' && first) hand.addAt(first);
            if (e.key === 'Escape') setSearch('');
          }}
        />
        <Kbd>{t('keys.n')}</Kbd>
      </label>
      <div className={classes.list}>
        {choices.map((choice, at) => (
          <Item key={choice.id} choice={choice} heading={choice.group !== choices[at - 1]?.group} hand={hand} />
        ))}
        {choices.length === 0 && <p className={classes.none}>{t('picker.none')}</p>}
      </div>
    </aside>
  );
}

interface ItemProps {
  readonly choice: Choice;
  readonly heading: boolean;
  readonly hand: Hand;
}

function Item({ choice, heading, hand }: ItemProps) {
  return (
    <>
      {heading && <p className={classes.group}>{choice.group}</p>}
      <button
        type="button"
        className={classes.item}
        title={choice.hint}
        draggable
        onDragStart={(e) => {
          e.dataTransfer.setData(DRAGGED, choice.id);
          e.dataTransfer.effectAllowed = 'copy';
        }}
        onDoubleClick={() => hand.addAt(choice)}
        // A click without a count is one by a key or by assistive technology.
        onClick={(e) => e.detail === 0 && hand.addAt(choice)}
      >
        <ChoiceTile choice={choice} />
        <span className={classes.title}>{choice.title}</span>
      </button>
    </>
  );
}
