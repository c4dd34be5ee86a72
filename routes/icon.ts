import { Hono } from "hono";
import drawn from "../lib/pages/icon.svg" with { type: "text" };
import pixels from "../lib/pages/icon.png" with { type: "bytes" };

const CACHED = { "cache-control": "public, max-age=86400" };

/** The icon that clients and browsers show, drawn and as pixels. */
export function icon(): Hono {
  const route = new Hono();
  route.get("/icon.svg", (c) => c.body(drawn, 200, { ...CACHED, "content-type": "image/svg+xml" }));
  route.get("/icon.png", (c) => c.body(pixels, 200, { ...CACHED, "content-type": "image/png" }));
  return route;
}
