import type { Wanted } from '@slipway/shared/expression';

/** A field of a mapping that something can be put into. */
export interface MapField {
  readonly pointer: string;
  readonly label: string;
  readonly wanted: Wanted | undefined;
  /** Puts a path in where its caret stands. */
  readonly put: (path: string) => void;
}

/** What is shown of a mapping at a moment. */
export interface DeskState {
  readonly fields: readonly MapField[];
  /** Where what is picked next goes: the field that somebody worked in last. */
  readonly active: MapField | undefined;
  /** Grows when somebody wants to pick something for a field. */
  readonly asked: number;
}

/** Between the fields of a mapping and the sample data beside them: each picked value goes to one of the fields. */
export class MappingDesk {
  #state: DeskState = { fields: [], active: undefined, asked: 0 };
  #pointer: string | undefined;
  readonly #listeners = new Set<() => void>();

  get state(): DeskState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A field is there as long as its form is; answers how it leaves. One that is drawn anew is worked in still. */
  register(field: MapField): () => void {
    this.#fill([...this.#state.fields.filter(({ pointer }) => pointer !== field.pointer), field]);
    return () => this.#fill(this.#state.fields.filter((each) => each !== field));
  }

  activate(pointer: string): void {
    this.#pointer = pointer;
    this.#fill(this.#state.fields);
  }

  /** Somebody wants to pick something for this field. */
  ask(pointer: string): void {
    this.activate(pointer);
    this.#set({ asked: this.#state.asked + 1 });
  }

  #fill(fields: readonly MapField[]): void {
    this.#set({ fields, active: fields.find(({ pointer }) => pointer === this.#pointer) });
  }

  #set(more: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...more };
    for (const listener of this.#listeners) listener();
  }
}
