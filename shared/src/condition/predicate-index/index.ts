import type { CompiledCondition } from '../compile.ts';
import type { Facts } from '../operators.ts';
import type { Surroundings } from './bind.ts';
import { type Built, build } from './build.ts';
import type { Row } from './column.ts';
import { Hits } from './hits.ts';
import { EMPTY, FULL, PAGE_BITS, PAGE_WORDS } from './rows.ts';

export { typeMatcher } from './types.ts';

/**
 * A rule of an index: it matches when the fact `type` is one of `types`, if they are given, and its condition holds or,
 * where that asks for what is unknown, may hold.
 */
export interface IndexedRule extends Surroundings {
  readonly condition?: CompiledCondition | undefined;
  readonly types?: readonly string[] | undefined;
}

/**
 * Many conditions asked at once, with exactly the answers of their closures.
 *
 * Every conjunct of their disjunctive normal forms is one bit. A field's value is looked up once and gives the bitmap of
 * the conjuncts that it leaves possible; the bitmaps are and-ed field by field, those that rule out most first, and the
 * bits that are left are the answer. What cannot be looked up (patterns, facts compared with facts …) is asked of those
 * only. The arrays below belong to the input at hand and are kept, so that an input allocates nothing.
 */
export class PredicateIndex {
  readonly size: number;
  readonly #built: Built;
  readonly #hits: Hits;
  /** The bits that are left, and the pages in which there are any. */
  readonly #left: Uint32Array;
  readonly #live: Uint32Array;
  #liveCount = 0;
  /** Who asks for the fields whose value only a closure can judge. */
  readonly #doubts: Row[] = [];

  constructor(rules: readonly IndexedRule[]) {
    this.size = rules.length;
    this.#built = build(rules);
    this.#hits = new Hits(rules.length);
    this.#left = new Uint32Array(this.#built.every.length * PAGE_WORDS);
    this.#live = new Uint32Array(this.#built.every.length);
  }

  /** Writes the numbers of the rules that match into `into` (room for `size`), ascending, and returns how many they are. */
  matches(facts: Facts, into: Uint32Array): number {
    const { fields, memory } = this.#built;
    memory.forget();
    this.#doubts.length = 0;
    const begun = this.#begin(facts);
    for (let at = begun; at < fields.length && this.#liveCount > 0; at += 1) {
      const { read, columns, asking } = fields[at] as Built['fields'][number];
      if (!this.#asks(asking)) continue;
      const value = read(facts);
      for (const column of columns) {
        const row = column.row(value);
        if (row) this.#and(row);
        else this.#doubts.push(asking);
      }
    }
    if (this.#liveCount === 0) return 0;
    for (let at = 0; at < this.#liveCount; at += 1) this.#walk(this.#live[at] as number, facts);
    return this.#hits.take(into);
  }

  /** Begins with what the first field leaves, where one column can tell that, or with all; tells with which field to go on. */
  #begin(facts: Facts): number {
    const { every, fields, pages } = this.#built;
    const { words } = pages;
    const first = fields[0];
    const row = first?.columns.length === 1 ? first.columns[0]?.row(first.read(facts)) : undefined;
    const left = this.#left;
    let kept = 0;
    for (let page = 0; page < every.length; page += 1) {
      const from = row ? (row[page] as number) : FULL;
      if (from === EMPTY) continue;
      const all = every[page] as number;
      const to = page * PAGE_WORDS;
      let any = 0;
      for (let word = 0; word < PAGE_WORDS; word += 1) {
        const bits = (words[all + word] as number) & (words[from + word] as number);
        left[to + word] = bits;
        any |= bits;
      }
      if (any !== 0) this.#live[kept++] = page;
    }
    this.#liveCount = kept;
    return row ? 1 : 0;
  }

  /** Whether any conjunct that is left asks for a field. */
  #asks(asking: Row): boolean {
    const { words } = this.#built.pages;
    const left = this.#left;
    const live = this.#live;
    for (let at = 0; at < this.#liveCount; at += 1) {
      const page = live[at] as number;
      const from = asking[page] as number;
      if (from === FULL) return true;
      if (from === EMPTY) continue;
      // Written out, here and below: a loop over four words costs more than the words.
      const to = page * PAGE_WORDS;
      const any =
        ((left[to] as number) & (words[from] as number)) |
        ((left[to + 1] as number) & (words[from + 1] as number)) |
        ((left[to + 2] as number) & (words[from + 2] as number)) |
        ((left[to + 3] as number) & (words[from + 3] as number));
      if (any !== 0) return true;
    }
    return false;
  }

  #and(row: Row): void {
    const { words } = this.#built.pages;
    const left = this.#left;
    const live = this.#live;
    let kept = 0;
    for (let at = 0; at < this.#liveCount; at += 1) {
      const page = live[at] as number;
      const from = row[page] as number;
      if (from === EMPTY) continue;
      if (from !== FULL) {
        const to = page * PAGE_WORDS;
        const a = (left[to] as number) & (words[from] as number);
        const b = (left[to + 1] as number) & (words[from + 1] as number);
        const c = (left[to + 2] as number) & (words[from + 2] as number);
        const d = (left[to + 3] as number) & (words[from + 3] as number);
        left[to] = a;
        left[to + 1] = b;
        left[to + 2] = c;
        left[to + 3] = d;
        if ((a | b | c | d) === 0) continue;
      }
      live[kept++] = page;
    }
    this.#liveCount = kept;
  }

  #walk(page: number, facts: Facts): void {
    const { ruleOf, settled, asked, whole } = this.#built;
    const certain = this.#doubts.length === 0;
    for (let word = 0; word < PAGE_WORDS; word += 1) {
      let bits = this.#left[page * PAGE_WORDS + word] as number;
      while (bits !== 0) {
        const conjunct = page * PAGE_BITS + word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const rule = ruleOf[conjunct] as number;
        if (certain && settled[conjunct] === 1) {
          this.#hits.add(rule);
          continue;
        }
        if (this.#hits.has(rule)) continue;
        const holds = this.#isDoubtful(conjunct) ? whole[rule]?.(facts) : holdAll(asked[conjunct] as Asked, facts);
        if (holds) this.#hits.add(rule);
      }
    }
  }

  #isDoubtful(conjunct: number): boolean {
    const { words } = this.#built.pages;
    for (const asking of this.#doubts) {
      const place = asking[Math.floor(conjunct / PAGE_BITS)] as number;
      const word = words[place + ((conjunct >>> 5) % PAGE_WORDS)] as number;
      if ((word & (1 << (conjunct & 31))) !== 0) return true;
    }
    return false;
  }
}

type Asked = readonly ((facts: Facts) => boolean)[];

function holdAll(asked: Asked, facts: Facts): boolean {
  for (let at = 0; at < asked.length; at += 1) if (!asked[at]?.(facts)) return false;
  return true;
}
