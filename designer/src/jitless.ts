const shared: typeof globalThis & { __zod_globalConfig?: object } = globalThis;

// The page's policy refuses code made from text: a schema must not even try. Before any schema is made, so imported first;
// the library takes its settings from here, and importing it for them would bring half of it with the first screen.
shared.__zod_globalConfig = Object.assign(shared.__zod_globalConfig ?? {}, { jitless: true });

export {};
