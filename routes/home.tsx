import { Hono } from "hono";
import { Page, pageHeaders, renderPage } from "../lib/pages/mod.ts";

/** The page that says what this is and how to connect each client to this very server. */
export function home(resource: string, { hasAccounts }: { hasAccounts: boolean }): Hono {
  const route = new Hono();
  const html = renderPage(<Home resource={resource} hasAccounts={hasAccounts} />);
  const headers = pageHeaders({ script: COPY_SCRIPT });
  route.get("/", (c) => c.body(html, 200, headers));
  return route;
}

function Home({ resource, hasAccounts }: { resource: string; hasAccounts: boolean }) {
  const vsCode = { name: "epicme", type: "http", url: resource };
  const cursor = btoa(JSON.stringify({ url: resource }));
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

      <h2>Claude</h2>
      <p>
        In Claude Code, run this and then sign in with <code>/mcp</code>:
      </p>
      <Copyable
        text={`claude mcp add --transport http epicme ${resource}`}
        label="command for Claude Code"
      />
      <p>
        In Claude on the web or the desktop, add a custom connector in the settings and paste the
        address. Claude connects from the internet, so this works for a public server only.
      </p>

      <h2>VS Code</h2>
      <p>
        <a href={`vscode:mcp/install?${encodeURIComponent(JSON.stringify(vsCode))}`}>
          Install in VS Code
        </a>, or run:
      </p>
      <Copyable
        text={`code --add-mcp '${JSON.stringify(vsCode)}'`}
        label="command for VS Code"
      />

      <h2>Cursor</h2>
      <p>
        <a
          href={`cursor://anysphere.cursor-deeplink/mcp/install?name=epicme&config=${
            encodeURIComponent(cursor)
          }`}
        >
          Install in Cursor
        </a>, or put this into <code>~/.cursor/mcp.json</code>:
      </p>
      <Copyable
        text={JSON.stringify({ mcpServers: { epicme: { url: resource } } }, null, 2)}
        label="settings for Cursor"
      />

      <h2>MCP Inspector</h2>
      <p>To look at every message, and to try the tools by hand:</p>
      <Copyable
        text={`npx @modelcontextprotocol/inspector --transport http --server-url ${resource}`}
        label="command for MCP Inspector"
      />

      {hasAccounts && (
        <p class="quiet">
          <a href="/account">Your account</a>: connected apps, your data, password, sign out.
        </p>
      )}
    </Page>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <div class="copyable">
      <pre><code>{text}</code></pre>
      <button type="button" class="second" aria-label={`Copy the ${label}`} hidden>Copy</button>
    </div>
  );
}

/** Shows the copy buttons, which are of no use without a script, and makes them work. */
const COPY_SCRIPT = `
for (const button of document.querySelectorAll(".copyable button")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
    setTimeout(() => button.textContent = "Copy", 2000);
  });
}
`;
