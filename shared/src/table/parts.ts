/** The parts between commas that stand outside quotes. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let quote = '';
  for (let i = 0; i < text.length; i += 1) {
    const at = text[i] ?? '';
    if (quote) {
      if (at === '\\') i += 1;
      else if (at === quote) quote = '';
    } else if (at === ',') {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    } else if ((at === '"' || at === "'") && text.slice(start, i).trim() === '') quote = at;
  }
  return [...parts, text.slice(start).trim()];
}
