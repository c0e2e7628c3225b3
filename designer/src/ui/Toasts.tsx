import './mantine-paper.css';
import './mantine-toasts.css';
import { Notifications } from '@mantine/notifications';

export { notifications } from '@mantine/notifications';

/** Where messages appear; loaded after the first screen. */
export default function Toasts() {
  return <Notifications position="top-center" limit={3} autoClose={5000} />;
}
