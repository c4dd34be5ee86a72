/** Where something is in a bag; whoever has added it takes it out with this. */
export interface Place<T> {
  readonly item: T;
  at: number;
}

/**
 * Holds what comes and goes with every request, in no order. A `Set` that never ends keeps all of it
 * for long: each time it grows over its deleted places it gets a new table, to which the old one
 * leads, and a table that V8 has moved to its old generation keeps all later ones, with what was in
 * them, until the next full collection.
 */
export class Bag<T> {
  readonly #places: Place<T>[] = [];

  get size(): number {
    return this.#places.length;
  }

  add(item: T): Place<T> {
    const place = { item, at: this.#places.length };
    this.#places.push(place);
    return place;
  }

  /** Takes out what was added; each place once. */
  delete(place: Place<T>): void {
    const last = this.#places.pop()!;
    if (last === place) return;
    this.#places[place.at] = last;
    last.at = place.at;
  }

  some(test: (item: T) => boolean): boolean {
    for (const { item } of this.#places) if (test(item)) return true;
    return false;
  }

  /** Calls `act` with each; it may take some out. */
  forEach(act: (item: T) => void): void {
    for (const { item } of [...this.#places]) act(item);
  }
}
