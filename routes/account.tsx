import { type Handler, Hono } from "hono";
import { timeout } from "hono/timeout";
import type { Services } from "../lib/services/open_services.ts";
import { Page, pageHeaders, renderPage } from "../lib/pages/mod.ts";
import type { HttpEnv } from "../lib/http/http_env.ts";

const TIME_LIMIT_MS = 30_000;

/** 2 GB at 1 MB a second; a connection on which nothing comes is given up much sooner. */
const UPLOAD_TIME_LIMIT_MS = 3_600_000;

/**
 * Where people look after their accounts and their data: at our own pages, where they can sign in
 * here, or with whoever issues the tokens.
 */
export function account(
  { account, authorization: { issuer } }: Pick<Services, "account" | "authorization">,
): Hono<HttpEnv> {
  const route = new Hono<HttpEnv>({ strict: false });
  if (account) {
    const answer: Handler<HttpEnv> = async (c) =>
      await account(c.req.raw, c.env.clientAddress) ?? c.notFound();
    route.post("/import", timeout(UPLOAD_TIME_LIMIT_MS), answer);
    route.all("/import/upload/*", timeout(UPLOAD_TIME_LIMIT_MS), answer);
    route.all("/*", timeout(TIME_LIMIT_MS), answer);
  } else {
    const html = renderPage(<AccountElsewhere issuer={issuer} />);
    route.get("/", (c) => c.body(html, 200, pageHeaders()));
  }
  return route;
}

function AccountElsewhere({ issuer }: { issuer: string }) {
  return (
    <Page title="Your account is kept elsewhere">
      <p>
        This journal lets you in with your account at{" "}
        <a href={issuer}>{new URL(issuer).host}</a>. There you change your password, sign out and
        take access back from the apps that you have connected.
      </p>
      <p>
        Your journal is kept here. To delete it, ask your assistant to delete your data: an app that
        can ask you does it once you agree. Otherwise ask whoever runs this server.
      </p>
    </Page>
  );
}
