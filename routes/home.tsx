import { Hono } from "hono";
import { Page, pageHeaders, renderPage } from "../lib/pages/mod.ts";
import { Clients } from "./home/clients.tsx";
import { COPY_SCRIPT, Copyable } from "./home/copyable.tsx";

/** The page that says what this is and how to connect each client to this very server. */
export function home(resource: string, { hasAccounts }: { hasAccounts: boolean }): Hono {
  const route = new Hono();
  const html = renderPage(<Home resource={resource} hasAccounts={hasAccounts} />);
  const headers = pageHeaders({ script: COPY_SCRIPT });
  route.get("/", (c) => c.body(html, 200, headers));
  return route;
}

function Home({ resource, hasAccounts }: { resource: string; hasAccounts: boolean }) {
  return (
    <Page title="A journal your assistant keeps for you" wide script={COPY_SCRIPT}>
      <p>
        EpicMe is a personal journal that an AI assistant can use on your behalf, over the{" "}
        <a href="https://modelcontextprotocol.io">Model Context Protocol</a>. You sign in here, in
        your browser, and choose what each assistant may read and write.
      </p>
      <h2 id="address">The address of this server</h2>
      <Copyable text={resource} label="server address" />
      <p>
        Whatever client you use, it needs this address and nothing else: it finds out by itself
        where you sign in.
      </p>

      <Clients resource={resource} />

      {hasAccounts && (
        <p class="quiet">
          <a href="/journal">Your journal</a>: to read it here, in your browser.{" "}
          <a href="/account">Your account</a>: connected apps, your data, password, sign out.
        </p>
      )}
    </Page>
  );
}
