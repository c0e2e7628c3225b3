import { Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconGitFork } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { matrixQuery } from '../api/plans.ts';
import { t, tn, tOr } from '../messages/t.ts';
import { useEnvironmentId } from '../shell/environment.ts';
import { Dot } from '../ui/Dot.tsx';
import { When } from '../ui/When.tsx';
import { type Place, placesOf } from './places.ts';
import classes from './RunsWhere.module.css';

/** Which version of a workflow runs where: one pill for the viewer's environment, and the others behind it. */
export function RunsWhere({ workflow }: { readonly workflow: string }) {
  const env = useEnvironmentId();
  const matrix = useQuery(matrixQuery()).data;
  const places = useMemo(() => (matrix ? placesOf(matrix, workflow) : []), [matrix, workflow]);
  if (!matrix) return null;
  const here = places.find((place) => place.environment === env) ?? places[0];
  const drift = places.some((place) => place.drift);
  return (
    <Menu width={320} position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={classes.button}>
          <VisuallyHidden>{t('places.label')}</VisuallyHidden>
          {places.map((place) => (
            <span
              key={place.environment}
              className={classes.place}
              data-here={place === here || undefined}
              title={tOr(`places.state.${place.state}`, place.state)}
            >
              <Named place={place} />
            </span>
          ))}
          {places.length === 0 && <span className={classes.none}>{t('places.none')}</span>}
          {places.length > 1 && (
            <span className={classes.more} data-drift={drift || undefined}>
              {drift && <IconGitFork size={14} stroke={1.75} aria-hidden="true" />}
              {tn('places.more', places.length - 1)}
            </span>
          )}
          <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('places.title')}</Menu.Label>
        {places.map((place) => (
          <Menu.Item
            key={place.environment}
            renderRoot={(props) => (
              <Link {...props} to="/$env/workflows/$id" params={{ env: place.environment, id: workflow }} search={{}} />
            )}
          >
            <span className={classes.row}>
              <Named place={place} />
              <span className={classes.quiet}>{place.since !== null && <When at={place.since} />}</span>
            </span>
            <span className={classes.quiet}>{tOr(`places.state.${place.state}`, place.state)}</span>
          </Menu.Item>
        ))}
        {places.length === 0 && <p className={classes.nowhere}>{t('places.nowhere')}</p>}
        <Menu.Divider />
        <Menu.Item
          renderRoot={(props) => <Link {...props} to="/$env/releases" params={{ env }} search={{ q: workflow }} />}
        >
          {t('places.releases')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Named({ place }: { readonly place: Place }) {
  return (
    <>
      <Dot state={place.state === 'paused' ? 'idle' : 'ok'} />
      <bdi>{place.environment}</bdi> <b>{t('version', { version: place.version })}</b>
      {place.drift && (
        <span className={classes.drift}>
          <IconGitFork size={14} stroke={1.75} aria-hidden="true" />
          {t('places.drift')}
        </span>
      )}
    </>
  );
}
