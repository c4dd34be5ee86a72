import { Hono } from "hono";
import { Page, pageHeaders, renderPage } from "../lib/pages/mod.ts";
import { Clients } from "./home/clients.tsx";
import { COPY_SCRIPT, Copyable } from "./home/copyable.tsx";

/** The page that says what this is and how to connect each client to this very server. */
export function home(resource: string, options: Omit<HomeProps, "resource">): Hono {
  const route = new Hono();
  const html = renderPage(<Home resource={resource} {...options} />);
  const headers = pageHeaders({ script: COPY_SCRIPT });
  route.get("/", (c) => c.body(html, 200, headers));
  return route;
}

interface HomeProps {
  resource: string;
  /** Whether accounts are kept here. */
  hasAccounts: boolean;
  /** Whether people can sign in here, wherever their accounts are. */
  hasPages: boolean;
}

function Home({ resource, hasAccounts, hasPages }: HomeProps) {
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

      {hasPages && (
        <p class="quiet">
          <a href="/journal">Your journal</a>: to read it here, in your browser.{" "}
          <a href="/account">Your account</a>:{" "}
          {hasAccounts ? "connected apps, your data, password, sign out." : "your data, sign out."}
        </p>
      )}
    </Page>
  );
}
