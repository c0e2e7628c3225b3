import { useRef, useState } from 'react';
import { t } from '../../messages/t.ts';

interface TitleInputProps {
  readonly className: string;
  readonly title: string;
  readonly onGive: (title: string) => void;
  readonly onLeave: () => void;
}

/** A title that is written in its place: Enter keeps it, Escape leaves it as it was, so does an empty one. */
export function TitleInput({ className, title, onGive, onLeave }: TitleInputProps) {
  const [text, setText] = useState(title);
  const done = useRef(false);
  const end = (keeps: boolean) => {
    if (done.current) return;
    done.current = true;
    if (keeps && text.trim() !== '' && text.trim() !== title) onGive(text);
    else onLeave();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: writing was asked for
      autoFocus
      className={className}
      aria-label={t('hands.title')}
      value={text}
      maxLength={200}
      onFocus={(e) => e.currentTarget.select()}
      onBlur={() => end(true)}
      onChange={(e) => setText(e.currentTarget.value)}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key !== 'Enter' && e.key !== 'Escape') return;
        e.preventDefault();
        end(e.key === 'Enter');
      }}
    />
  );
}
