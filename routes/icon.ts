import { Hono } from "hono";

const CACHED = { "cache-control": "public, max-age=86400" };

/** The icon that clients and browsers show, drawn and as pixels. */
export function icon(): Hono {
  const route = new Hono();
  const drawn = Deno.readTextFileSync(new URL("../assets/icon.svg", import.meta.url));
  const pixels = Deno.readFileSync(new URL("../assets/icon.png", import.meta.url));
  route.get("/icon.svg", (c) => c.body(drawn, 200, { ...CACHED, "content-type": "image/svg+xml" }));
  route.get("/icon.png", (c) => c.body(pixels, 200, { ...CACHED, "content-type": "image/png" }));
  return route;
}
