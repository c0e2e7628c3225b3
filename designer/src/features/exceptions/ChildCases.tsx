import type { ExceptionDetail } from '@slipway/shared/api';
import { Link } from '@tanstack/react-router';
import { t, tn } from '../../messages/t.ts';
import { Section } from '../../ui/Section.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import classes from './CaseFacts.module.css';

/** Open cases that belong to this one, the most urgent first; the inbox shows them all. */
export function ChildCases({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  const { items, count } = one.children;
  if (count === 0) return null;
  const all = (
    <Link to="/$env/exceptions" params={{ env }} search={{ parent: one.id }} className={classes.link}>
      <bdi>{count > items.length ? t('children.all') : tn('children.count', count)}</bdi>
    </Link>
  );
  return (
    <Section title={t('children.title')} aside={all}>
      <ul className={classes.children}>
        {items.map((child) => (
          <li key={child.id} className={classes.child}>
            <SeverityMark severity={child.severity} />
            <Link to="/$env/exceptions/$id" params={{ env, id: child.id }}>
              <bdi>{child.title}</bdi>
            </Link>
            <bdi className={classes.mono}>{child.subject.slice(child.subject.indexOf(':') + 1)}</bdi>
            <span className={classes.quiet}>{t(`exceptions.state.${child.state}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
