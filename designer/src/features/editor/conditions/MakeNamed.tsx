import { useRef, useState } from 'react';
import { t } from '../../../messages/t.ts';
import inspector from '../inspector/Inspector.module.css';
import { NameCondition } from './NameCondition.tsx';

/** Keeps a whole condition under a name, to which its place then refers. */
export function MakeNamed({ pointer, condition }: { readonly pointer: string; readonly condition: unknown }) {
  const [naming, setNaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className={inspector.link} onClick={() => setNaming(true)}>
        {t('conditions.extract')}
      </button>
      {naming && (
        <NameCondition
          pointer={pointer}
          condition={condition}
          onClose={() => setNaming(false)}
          onCancel={() => button.current?.focus()}
        />
      )}
    </>
  );
}
