/** Who sent an event, by the name that its source goes by: a path without the slash that it begins with. */
export const sourceName = (source: string): string => source.replace(/^\/+(?=.)/, '');
