import { config } from 'zod/v4/core';

// The page's policy refuses code made from text: a schema must not even try. Before any schema is made, so imported first.
config({ jitless: true });
