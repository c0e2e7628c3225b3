import type { Command, CommandGroup } from './command.ts';
import { commandGroups } from './command.ts';

/** What is shown under one heading. */
export interface RankedGroup {
  readonly group: CommandGroup | 'recent';
  readonly commands: readonly Command[];
}

const RECENT_SHOWN = 5;
const GROUP_SHOWN = 8;
const FOUND_SHOWN = 40;
const RECENT_WORTH = 12;
const REFUSED_WORTH = -1_000;

/**
 * The commands to show: without a search what was done last and the beginning of every group, with one what fits it, the
 * best group first. Each word has to be somewhere; the letters of a word may be parted, as in `bkt` for backtest.
 */
export function ranked(
  commands: readonly Command[],
  search: string,
  recent: readonly string[],
): readonly RankedGroup[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? unsearched(commands, recent) : found(commands, words, recent);
}

function unsearched(commands: readonly Command[], recent: readonly string[]): readonly RankedGroup[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const last = recent
    .flatMap((id) => byId.get(id) ?? [])
    .filter(({ refused }) => refused === undefined)
    .slice(0, RECENT_SHOWN);
  const shown = new Set(last.map(({ id }) => id));
  const rest = commands.filter(({ id }) => !shown.has(id));
  return [
    { group: 'recent' as const, commands: last },
    ...commandGroups.map((group) => ({
      group,
      commands: rest.filter((command) => command.group === group).slice(0, GROUP_SHOWN),
    })),
  ].filter((one) => one.commands.length > 0);
}

function found(
  commands: readonly Command[],
  words: readonly string[],
  recent: readonly string[],
): readonly RankedGroup[] {
  const scored = commands
    .flatMap((command, at) => {
      const score = scoreOf(command, words);
      return score === undefined
        ? []
        : [{ command, at, score: score + (recent.includes(command.id) ? RECENT_WORTH : 0) }];
    })
    .sort((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, FOUND_SHOWN);
  const groups = [...new Set(scored.map(({ command }) => command.group))];
  return groups.map((group) => ({
    group,
    commands: scored.filter(({ command }) => command.group === group).map(({ command }) => command),
  }));
}

/** How well a command fits; undefined when a word is nowhere in it. What cannot be done now comes behind what can. */
function scoreOf(command: Command, words: readonly string[]): number | undefined {
  const title = command.title.toLocaleLowerCase();
  const more = `${command.hint ?? ''} ${command.words ?? ''}`.toLocaleLowerCase();
  let sum = command.refused === undefined ? 0 : REFUSED_WORTH;
  for (const word of words) {
    const score = inTitle(title, word) ?? (more.includes(word) ? 25 : undefined);
    if (score === undefined) return undefined;
    sum += score;
  }
  return sum - title.length / 20;
}

function inTitle(title: string, word: string): number | undefined {
  if (title.startsWith(word)) return 100;
  const at = title.indexOf(word);
  if (at > 0 && !isLetter(title[at - 1])) return 80;
  if (at > 0) return 50;
  return parted(title, word) ? 20 : undefined;
}

/** Whether the letters come in this order, each in the same word as the one before it or at the beginning of a later one. */
function parted(title: string, word: string): boolean {
  const [first, ...rest] = word;
  if (rest.length === 0) return false;
  const places = Array.from(title, (_, at) => at);
  const begins = (at: number) => !isLetter(title[at - 1]);
  let from = places.filter((at) => title[at] === first && begins(at));
  for (const letter of rest) {
    const follows = (at: number) =>
      from.some((before) => before < at && (begins(at) || !/[^\p{L}\p{N}]/u.test(title.slice(before, at))));
    from = places.filter((at) => title[at] === letter && follows(at));
  }
  return from.length > 0;
}

const isLetter = (text: string | undefined): boolean => text !== undefined && /[\p{L}\p{N}]/u.test(text);
