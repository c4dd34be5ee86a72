import { type Handler, Hono } from "hono";
import { timeout } from "hono/timeout";
import type { HttpEnv } from "../lib/http/http_env.ts";
import type { Services } from "../lib/services/open_services.ts";

/** Until the answer begins: a file that is being sent takes as long as it takes. */
const TIME_LIMIT_MS = 30_000;

/** A book has hundreds of pictures, of which small ones are made one after the other. */
const FILE_TIME_LIMIT_MS = 300_000;

/** Files come with a form as long as something comes. */
const FORM_TIME_LIMIT_MS = 900_000;

/** Where people read and write their own journals, if they can sign in here. */
export function journal(
  { journalPages, authorization: { webLogin } }: Pick<Services, "journalPages" | "authorization">,
): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>({ strict: false });
  if (journalPages) {
    const answer: Handler<HttpEnv> = async (c) =>
      await webLogin?.handle(c.req.raw, c.env.clientAddress) ??
        await journalPages(c.req.raw, c.env.clientAddress);
    for (const path of ["/new", "/entries/:id/edit", "/uploads"]) {
      route.post(path, timeout(FORM_TIME_LIMIT_MS), answer);
    }
    route.all("/files/*", timeout(FILE_TIME_LIMIT_MS), answer);
    route.all("/*", timeout(TIME_LIMIT_MS), answer);
  }
  return route;
}
