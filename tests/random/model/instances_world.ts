import { openStore } from "../../../lib/kv/store.ts";
import { openSearch } from "../../../lib/search/mod.ts";
import { type Instance, type InstanceOptions, openWorldOf, type World } from "./world.ts";

const INSTANCES = 2;

/**
 * Opens the journals of three people in files of which two instances make use: what one of them knows
 * of a journal, the other one changes.
 */
export async function openInstancesWorld(seed: number): Promise<World> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-model-" });
  const world = await openWorldOf(seed, {
    open: (options) =>
      Promise.all(Array.from({ length: INSTANCES }, () => openInstance(directory, options))),
  });
  return {
    ...world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function openInstance(directory: string, options: InstanceOptions): Promise<Instance> {
  await Deno.mkdir(`${directory}/search`, { recursive: true });
  const store = await openStore(`${directory}/journal.kv`);
  return { store, search: openSearch({ store, directory: `${directory}/search`, ...options }) };
}
