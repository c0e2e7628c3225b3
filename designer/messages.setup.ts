import { fetchFurtherMessages } from './src/messages/t.ts';

// Whatever a test looks at says what it says once its screen is open.
await fetchFurtherMessages();
