import { UnstyledButton } from '@mantine/core';
import { IconKey, IconLogout, IconPassword } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { sessionQuery, signOut, useMay } from '../api/session.ts';
import { t } from '../messages/t.ts';
import { LateMenu } from '../ui/LateMenu.tsx';
import { tellFailure } from '../ui/notify.ts';
import { useEnvironmentId } from './environment.ts';
import classes from './SignedIn.module.css';

/** Who is signed in, with what belongs to that person; the owner of a local Slipway has nothing to sign out of. */
export function SignedIn() {
  const env = useEnvironmentId();
  const user = useQuery(sessionQuery()).data?.user;
  const mayOwnTokens = useMay()('token:own', null);
  if (!user) return null;
  const face = (
    <>
      {/* Drawn by the style sheet: the letters are no part of the name that a voice command says. */}
      <span className={classes.mark} data-initials={initials(user.name)} aria-hidden="true" />
      <bdi className={classes.name}>{user.kind === 'local' ? t('session.local-owner') : user.name}</bdi>
    </>
  );
  if (user.kind !== 'user') {
    return (
      <span className={classes.person} title={t('session.local-detail')}>
        {face}
      </span>
    );
  }
  const leave = () => signOut().then(() => window.location.assign('/sign-in'), tellFailure);
  return (
    <LateMenu
      width={200}
      position="top-start"
      parts={[
        {
          heading: t('session.signed-in-as', { name: user.name }),
          entries: [
            ...(mayOwnTokens
              ? [
                  {
                    name: 'tokens',
                    words: t('admin.tab.tokens'),
                    left: <IconKey size={15} stroke={1.6} />,
                    root: (props: object) => <Link {...props} to="/$env/admin/tokens" params={{ env }} />,
                  },
                ]
              : []),
            {
              name: 'password',
              words: t('session.change-password'),
              left: <IconPassword size={15} stroke={1.6} />,
              root: (props: object) => <Link {...props} to="/password" />,
            },
            {
              name: 'leave',
              words: t('session.sign-out'),
              left: <IconLogout size={15} stroke={1.6} />,
              onPick: () => void leave(),
            },
          ],
        },
      ]}
    >
      <UnstyledButton
        className={classes.person}
        aria-label={t('session.signed-in-as', { name: user.name })}
        title={user.name}
      >
        {face}
      </UnstyledButton>
    </LateMenu>
  );
}

/** The first letters of the first and last word. */
function initials(name: string): string {
  const words = name.trim().split(/[\s._@-]+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}
