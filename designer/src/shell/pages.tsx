import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { t } from '../messages/t.ts';
import { Empty, FailureNotice, Loading } from '../ui/Notice.tsx';

export function RouteLoading() {
  return <Loading what={t('loading.page')} />;
}

export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return <FailureNotice failure={error} onRetry={again} />;
}

export function NotFound() {
  return (
    <Empty title={t('not-found.title')}>
      <Link to="/">{t('not-found.home')}</Link>
    </Empty>
  );
}
