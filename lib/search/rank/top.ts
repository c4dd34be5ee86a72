/** Keeps the best of many documents: by score, then the newest, then by number. */
export class Top {
  readonly #size: number;
  readonly #scores: Float64Array;
  readonly #times: Float64Array;
  /** A heap with the least of them at the root. */
  readonly #heap: number[] = [];

  constructor(size: number, { scores, times }: { scores: Float64Array; times: Float64Array }) {
    this.#size = size;
    this.#scores = scores;
    this.#times = times;
  }

  offer(doc: number): void {
    const heap = this.#heap;
    if (heap.length < this.#size) {
      heap.push(doc);
      this.#up(heap.length - 1);
    } else if (this.#isBetter(doc, heap[0])) {
      heap[0] = doc;
      this.#down();
    }
  }

  /** Offers documents, the last of them first. */
  offerAll(docs: Int32Array): void {
    for (let n = docs.length - 1; n >= 0; n--) this.offer(docs[n]);
  }

  /** The best first. */
  best(): number[] {
    return this.#heap.toSorted((a, b) => this.#isBetter(a, b) ? -1 : 1);
  }

  #isBetter(a: number, b: number): boolean {
    const [scores, times] = [this.#scores, this.#times];
    if (scores[a] !== scores[b]) return scores[a] > scores[b];
    return times[a] === times[b] ? a > b : times[a] > times[b];
  }

  #up(at: number): void {
    const heap = this.#heap;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBetter(heap[parent], heap[at])) return;
      [heap[parent], heap[at]] = [heap[at], heap[parent]];
      at = parent;
    }
  }

  #down(): void {
    const heap = this.#heap;
    for (let at = 0;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#isBetter(heap[least], heap[child])) least = child;
      }
      if (least === at) return;
      [heap[least], heap[at]] = [heap[at], heap[least]];
      at = least;
    }
  }
}
