import type { Backend } from "../../unit/search/helpers.ts";
import { startKvConnect } from "../../support/kv_connect/mod.ts";
import type { Place } from "./protocol.ts";

/** Where the journals are: in a file or behind KV Connect. */
export type Journals = "a file" | "KV Connect";

/** New and empty places for journals and index. */
export async function openPlace(
  journals: Journals,
  backend: Backend,
): Promise<Place & AsyncDisposable> {
  const index = await backend.place();
  const kv = journals === "a file" ? await newFile() : await startKvConnect();
  const blobs = await Deno.makeTempDir({ prefix: "epicme-" });
  return {
    kv: kv.url,
    blobs,
    ...index.options,
    async [Symbol.asyncDispose]() {
      await kv[Symbol.asyncDispose]();
      await Deno.remove(blobs, { recursive: true });
      await index[Symbol.asyncDispose]();
    },
  };
}

async function newFile() {
  const directory = await Deno.makeTempDir({ prefix: "epicme-" });
  return {
    url: `${directory}/journal.kv`,
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}
