import { differencesOf } from '@slipway/shared/workflow/diff';
import type { Draft } from '@slipway/shared/workflow/edit';
import { useMemo } from 'react';
import { locale } from '../../messages/locale.ts';
import type { versionViews } from '../../search.ts';
import { InJson } from './InJson.tsx';
import { InWords } from './InWords.tsx';
import { OnCanvas } from './OnCanvas.tsx';
import { TellApart } from './TellApart.tsx';
import { placeAt } from './walk.ts';

interface ComparedProps {
  readonly name: string;
  readonly before: Draft;
  readonly after: Draft;
  readonly names: readonly [string, string];
  readonly view: (typeof versionViews)[number];
  readonly at: number | undefined;
  readonly onAt: (at: number) => void;
}

/** Two versions, in the way that somebody wants to see them. */
export default function Compared({ name, before, after, names, view, at, onAt }: ComparedProps) {
  const differences = useMemo(() => differencesOf(before, after, locale), [before, after]);
  if (view === 'words') return <InWords before={before} after={after} names={names} />;
  if (view === 'json') return <InJson before={before} after={after} names={names} />;
  return (
    <OnCanvas
      // Another pair is another picture, to be seen as a whole first.
      key={names.join(' ')}
      name={name}
      before={before}
      after={after}
      differences={differences}
      at={placeAt(at, differences.length)}
      onAt={onAt}
      names={names}
    >
      <TellApart before={before} after={after} names={names} />
    </OnCanvas>
  );
}
