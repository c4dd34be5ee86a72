/** What readers of a database need of it; always the newest state. */
export interface Reader {
  get<T>(key: Deno.KvKey): Promise<Deno.KvEntryMaybe<T>>;
  getMany<T extends readonly unknown[]>(
    keys: readonly [...{ [K in keyof T]: Deno.KvKey }],
  ): Promise<{ [K in keyof T]: Deno.KvEntryMaybe<T[K]> }>;
  list: Deno.Kv["list"];
}

/** Deno KV takes no more keys than this in one read. */
const MAX_KEYS = 10;

interface Job {
  keys: readonly Deno.KvKey[];
  resolve(entries: Deno.KvEntryMaybe<unknown>[]): void;
  reject(error: unknown): void;
}

/**
 * Returns a reader of `kv` that sends the reads of one turn of the event loop together: a read costs
 * a trip to another thread, whatever it asks for. What one caller asks for at once still comes from
 * one snapshot.
 */
export function batchedReads(kv: Deno.Kv): Reader {
  let waiting: Job[] = [];

  function ask(keys: readonly Deno.KvKey[]) {
    return new Promise<Deno.KvEntryMaybe<unknown>[]>((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ keys, resolve, reject });
    });
  }

  function flush(): void {
    const jobs = waiting;
    waiting = [];
    let batch: Job[] = [];
    let size = 0;
    for (const job of jobs) {
      if (size + job.keys.length > MAX_KEYS && batch.length > 0) {
        send(batch);
        [batch, size] = [[], 0];
      }
      batch.push(job);
      size += job.keys.length;
    }
    send(batch);
  }

  async function send(batch: Job[]): Promise<void> {
    try {
      const entries = await kv.getMany(batch.flatMap(({ keys }) => keys));
      let from = 0;
      for (const { keys, resolve } of batch) resolve(entries.slice(from, from += keys.length));
    } catch (error) {
      if (batch.length === 1) batch[0].reject(error);
      // A key that cannot be read must not fail the reads of others.
      else for (const job of batch) send([job]);
    }
  }

  return {
    get: async <T>(key: Deno.KvKey) => (await ask([key]))[0] as Deno.KvEntryMaybe<T>,
    getMany: ask as Reader["getMany"],
    list: (selector, options) => kv.list(selector, options),
  };
}
