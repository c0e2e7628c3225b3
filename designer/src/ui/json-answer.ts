/** Where answers of other systems keep their words for people, best first. */
const SAYING = ['error', 'message', 'detail', 'reason'] as const;
const CUT_OFF = '…';

/** A text in which each JSON object that says something in words is replaced by those words; anything else stays. */
export function saidInJson(text: string): string {
  let said = '';
  let from = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
    const end = endOfObject(text, open);
    const words = wordsOf(text.slice(open, end));
    const stop = words === undefined ? open + 1 : end;
    said += text.slice(from, open) + (words ?? '{');
    from = stop;
  }
  return said + text.slice(from);
}

function wordsOf(json: string): string | undefined {
  // An excerpt may end in the middle of the object, which then is no JSON.
  if (json.endsWith(CUT_OFF)) return wordsOfBeginning(json);
  try {
    return wordsIn(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function wordsIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  if (typeof value !== 'object' || value === null || depth > 2) return undefined;
  const members = new Map<string, unknown>(Object.entries(value));
  return SAYING.map((key) => wordsIn(members.get(key), depth + 1)).find((words) => words !== undefined);
}

function wordsOfBeginning(json: string): string | undefined {
  for (const key of SAYING) {
    const found = new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)`).exec(json)?.[1];
    if (found) return wordsIn(unescaped(found));
  }
  return undefined;
}

function unescaped(inside: string): string {
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return inside;
  }
}

/** Behind the brace that closes the object, or the end of the text. */
function endOfObject(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
