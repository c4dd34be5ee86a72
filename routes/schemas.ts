import { Hono } from "hono";
import { publicCors } from "../lib/http/origins.ts";
import { once } from "../lib/later.ts";

/** `/schemas/journal-export.json`: the JSON Schema of an exported journal, for everybody. */
export function schemas(): Hono {
  // Nobody who uses a journal asks for it, so it is made when somebody does.
  const schema = once(async () => {
    const { exportSchema } = await import("../lib/journal/portability/mod.ts");
    return JSON.stringify(exportSchema());
  });
  const route = new Hono({ strict: false });
  route.use(publicCors);
  route.get("/journal-export.json", async (c) =>
    c.body(await schema(), 200, {
      "content-type": "application/schema+json",
      "cache-control": "public, max-age=300",
    }));
  return route;
}
