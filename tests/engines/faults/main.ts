import { endPostgres, postgres, sqlite } from "../../unit/search/backends.ts";
import { openPlace } from "./places.ts";
import { crash } from "./search_crash.ts";

/* deno task crash [kills], or of one variant: deno task crash 40 kv-connect */

const VARIANTS = {
  "sqlite": ["a file", sqlite],
  "postgres": ["a file", postgres],
  "kv-connect": ["KV Connect", postgres],
} as const;

const [kills = "40", only] = Deno.args;
for (const [name, [journals, backend]] of Object.entries(VARIANTS)) {
  if (backend.isMissing || (only !== undefined && only !== name)) continue;
  await using place = await openPlace(journals, backend);
  console.log(name, await crash(place, { kills: Number(kills) }));
}
await endPostgres();
