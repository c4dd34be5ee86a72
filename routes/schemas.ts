import { Hono } from "hono";
import { exportSchema } from "../lib/journal/mod.ts";
import { publicCors } from "../lib/http/origins.ts";

/** `/schemas/journal-export.json`: the JSON Schema of an exported journal, for everybody. */
export function schemas(): Hono {
  const schema = JSON.stringify(exportSchema());
  const route = new Hono({ strict: false });
  route.use(publicCors);
  route.get("/journal-export.json", (c) =>
    c.body(schema, 200, {
      "content-type": "application/schema+json",
      "cache-control": "public, max-age=300",
    }));
  return route;
}
