import { useMediaQuery } from '@mantine/hooks';
import {
  IconActivity,
  IconAdjustmentsHorizontal,
  IconHierarchy2,
  IconHome,
  IconInbox,
  IconMail,
  IconPlugConnected,
  IconRocket,
  IconSettings,
  IconTable,
  IconTruck,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LiveState } from '../api/live.ts';
import { summaryQuery } from '../api/queries.ts';
import { sessionQuery, useMay } from '../api/session.ts';
import { formatNumber, t } from '../messages/t.ts';
import { adminParts } from './admin-parts.ts';
import { CommandButton } from './commands/CommandButton.tsx';
import { EnvironmentSwitch } from './EnvironmentSwitch.tsx';
import { useEnvironmentId } from './environment.ts';
import { LiveMark } from './LiveMark.tsx';
import { Logo } from './Logo.tsx';
import classes from './Navigation.module.css';
import { SignedIn } from './SignedIn.tsx';
import { KeysButton, ThemeSwitch } from './ThemeSwitch.tsx';

interface NavigationProps {
  readonly live: LiveState;
  readonly rail: boolean;
}

/** The way to every screen; beside one workflow, or on a narrow window, a rail of icons. */
export function Navigation({ live, rail }: NavigationProps) {
  const env = useEnvironmentId();
  const narrow = useMediaQuery('(max-width: 1100px)', false, { getInitialValueInEffect: false });
  const summary = useQuery({ ...summaryQuery(env), enabled: env !== '' }).data;
  const open = summary ? Object.values(summary.openExceptions).reduce((sum, count) => sum + count, 0) : 0;
  const trouble = summary ? summary.actions.dead + summary.stuckActions + summary.deadLetters : 0;
  const params = { env };
  const may = useMay();
  const isAdmin = adminParts(useQuery(sessionQuery()).data).length > 0;
  return (
    <nav className={classes.nav} aria-label={t('nav.label')} data-rail={rail || narrow || undefined}>
      <Link to="/$env" params={params} className={classes.brand} aria-label={t('nav.brand')}>
        <Logo />
        <span className={classes.word}>{t('brand')}</span>
      </Link>
      <EnvironmentSwitch compact={rail || narrow} />
      <CommandButton compact={rail || narrow} />
      <ul className={classes.list}>
        <Item icon={<IconHome size={18} stroke={1.6} />} label={t('nav.home')}>
          {(className, children) => (
            <Link
              to="/$env"
              params={params}
              activeOptions={{ exact: true }}
              className={className}
              title={t('nav.home')}
            >
              {children}
            </Link>
          )}
        </Item>
        <Item icon={<IconInbox size={18} stroke={1.6} />} label={t('nav.exceptions')} count={open}>
          {(className, children) => (
            <Link to="/$env/exceptions" params={params} className={className} title={t('nav.exceptions')}>
              {children}
            </Link>
          )}
        </Item>
        <Item icon={<IconTruck size={18} stroke={1.6} />} label={t('nav.shipments')}>
          {(className, children) => (
            <Link to="/$env/shipments" params={params} className={className} title={t('nav.shipments')}>
              {children}
            </Link>
          )}
        </Item>
      </ul>
      <p className={classes.group}>{t('nav.build')}</p>
      <ul className={classes.list}>
        <Item icon={<IconHierarchy2 size={18} stroke={1.6} />} label={t('nav.workflows')}>
          {(className, children) => (
            <Link to="/$env/workflows" params={params} className={className} title={t('nav.workflows')}>
              {children}
            </Link>
          )}
        </Item>
        <Item icon={<IconRocket size={18} stroke={1.6} />} label={t('nav.releases')}>
          {(className, children) => (
            <Link to="/$env/releases" params={params} className={className} title={t('nav.releases')}>
              {children}
            </Link>
          )}
        </Item>
      </ul>
      <p className={classes.group}>{t('nav.integrate')}</p>
      <ul className={classes.list}>
        <Item icon={<IconActivity size={18} stroke={1.6} />} label={t('nav.activity')} count={trouble}>
          {(className, children) => (
            <Link to="/$env/activity" params={params} className={className} title={t('nav.activity')}>
              {children}
            </Link>
          )}
        </Item>
        {may('connection:read', env) && (
          <Item icon={<IconPlugConnected size={18} stroke={1.6} />} label={t('nav.connections')}>
            {(className, children) => (
              <Link to="/$env/connections" params={params} className={className} title={t('nav.connections')}>
                {children}
              </Link>
            )}
          </Item>
        )}
        {may('variable:read', env) && (
          <Item icon={<IconAdjustmentsHorizontal size={18} stroke={1.6} />} label={t('nav.variables')}>
            {(className, children) => (
              <Link to="/$env/variables" params={params} className={className} title={t('nav.variables')}>
                {children}
              </Link>
            )}
          </Item>
        )}
        {may('reference:read', env) && (
          <Item icon={<IconTable size={18} stroke={1.6} />} label={t('nav.references')}>
            {(className, children) => (
              <Link to="/$env/references" params={params} className={className} title={t('nav.references')}>
                {children}
              </Link>
            )}
          </Item>
        )}
        <Item icon={<IconMail size={18} stroke={1.6} />} label={t('nav.outbox')} count={summary?.outbox ?? 0}>
          {(className, children) => (
            <Link to="/$env/outbox" params={params} className={className} title={t('nav.outbox')}>
              {children}
            </Link>
          )}
        </Item>
      </ul>
      <div className={classes.foot}>
        {isAdmin && (
          <ul className={classes.list}>
            <Item icon={<IconSettings size={18} stroke={1.6} />} label={t('nav.admin')}>
              {(className, children) => (
                <Link to="/$env/admin" params={params} className={className} title={t('nav.admin')}>
                  {children}
                </Link>
              )}
            </Item>
          </ul>
        )}
        <SignedIn />
        <LiveMark state={live} />
        <span className={classes.tools}>
          <ThemeSwitch />
          <KeysButton />
        </span>
      </div>
    </nav>
  );
}

interface ItemProps {
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
  readonly children: (className: string, content: ReactNode) => ReactNode;
}

function Item({ icon, label, count = 0, children }: ItemProps) {
  return (
    <li>
      {children(
        classes.item ?? '',
        <>
          {icon}
          <span className={classes.word}>{label}</span>
          {count > 0 && <span className={classes.count}>{formatNumber(count)}</span>}
        </>,
      )}
    </li>
  );
}
