/** What was done about a menu while it was on its way: nothing that came by press or key in between is lost. */
export class AskedMenu {
  #down: number | undefined;

  /** The button was pressed: answers whether the menu is wanted now. A second press takes the first one back. */
  press(): boolean {
    this.#down = this.#down === undefined ? 0 : undefined;
    return this.#down !== undefined;
  }

  /** A key: answers whether it was for the menu, which only one that is wanted takes. */
  type(key: string): boolean {
    if (this.#down === undefined) return false;
    if (key === 'Escape') this.#down = undefined;
    else if (key === 'ArrowDown') this.#down += 1;
    else return false;
    return true;
  }

  /** The menu is here: so many lines down the keys have gone already; undefined where nobody wants it any more. */
  arrive(): number | undefined {
    const down = this.#down;
    this.#down = undefined;
    return down;
  }

  /** Its button is gone, or the menu does not come. */
  forget(): void {
    this.#down = undefined;
  }
}
