/// <reference lib="dom" />
import { AppBridge, type McpUiHostContext } from "@modelcontextprotocol/ext-apps/app-bridge";
import type { McpUiHostCapabilities } from "@modelcontextprotocol/ext-apps";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { BrowserContextOptions, FrameLocator, Page } from "playwright-core";
import { TIMELINE_APP } from "../../../lib/mcp/apps/timeline.ts";
import { openTab, type Tab } from "../../support/browser/chromium.ts";
import { frameTransport, HOST_PAGE } from "./frame_transport.ts";

/** A client that shows the app: the extension's own bridge, a real SDK client and a real browser. */
export interface AppHost extends AsyncDisposable {
  page: Page;
  /** What is in the frame. */
  app: FrameLocator;
  client: Client;
  bridge: AppBridge;
  /** What the browser asked any network for. */
  requests: string[];
  /** What the browser complained about. */
  complaints: string[];
  /** What the app asked its host to do. */
  asked: { what: string; params: unknown }[];
  /** The height that the app told last. */
  height(): number | undefined;
}

export interface HostOptions {
  resource: string;
  token: string;
  tab?: BrowserContextOptions;
  context?: McpUiHostContext;
  capabilities?: McpUiHostCapabilities;
  /** The call that the assistant makes. */
  tool?: string;
  args?: Record<string, unknown>;
  /** What happens in the journal before. */
  prepare?: (client: Client) => Promise<void>;
  /** The browser of another host, which takes less time than a new one. */
  beside?: AppHost;
}

/** What a host gives an app that declares no domains (MCP Apps 2026-01-26, Content Security Policy). */
const STRICTEST = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'none'",
].join("; ");

/** Calls a tool as an assistant does, and shows its result in the app. */
export async function showApp(options: HostOptions): Promise<AppHost> {
  const client = await connect(options);
  await options.prepare?.(client);
  const html = await readApp(client);
  const tab = await openPage(options);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const isApp = new URL(request.url).pathname === "/app";
    return new Response(isApp ? html : HOST_PAGE, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        ...isApp && { "content-security-policy": STRICTEST },
      },
    });
  });
  const requests: string[] = [];
  tab.page.on("request", (request) => requests.push(request.url()));
  const asked: AppHost["asked"] = [];
  let height: number | undefined;

  const bridge = new AppBridge(
    client,
    { name: "epicme-tests", version: "1.0.0" },
    options.capabilities ?? { serverTools: {}, message: { text: {} }, openLinks: {} },
    { hostContext: { theme: "light", locale: "en-GB", timeZone: "UTC", ...options.context } },
  );
  const keep = (what: string) => (params: unknown) => {
    asked.push({ what, params });
    return Promise.resolve({});
  };
  bridge.onmessage = keep("message");
  bridge.onupdatemodelcontext = keep("context");
  bridge.onopenlink = keep("link");
  bridge.onrequestdisplaymode = ({ mode }) => {
    asked.push({ what: "mode", params: mode });
    return Promise.resolve({ mode });
  };
  bridge.addEventListener("sizechange", ({ height: told }) => height = told);
  const isInitialized = new Promise<void>((resolve) =>
    bridge.addEventListener("initialized", () => resolve())
  );
  const name = options.tool ?? "journal_stats";
  const args = options.args ?? {};
  const called = client.callTool({ name, arguments: args });
  await bridge.connect(await frameTransport(tab.page));
  await tab.page.goto(`http://127.0.0.1:${server.addr.port}/`);
  await isInitialized;
  await bridge.sendToolInput({ arguments: args });
  await bridge.sendToolResult(await called);
  return {
    page: tab.page,
    app: tab.page.frameLocator("iframe"),
    client,
    bridge,
    requests,
    complaints: tab.complaints,
    asked,
    height: () => height,
    async [Symbol.asyncDispose]() {
      await bridge.close();
      await tab[Symbol.asyncDispose]();
      await client.close();
      await server.shutdown();
    },
  };
}

async function openPage({ tab, beside }: HostOptions): Promise<Tab> {
  if (!beside) return await openTab({ viewport: { width: 1000, height: 900 }, ...tab });
  const page = await beside.page.context().newPage();
  page.on("pageerror", (error) => beside.complaints.push(error.message));
  return { page, complaints: [], [Symbol.asyncDispose]: () => page.close() };
}

/** The document of the app. */
async function readApp(client: Client): Promise<string> {
  const [content] = (await client.readResource({ uri: TIMELINE_APP.uri })).contents;
  return "text" in content ? content.text : "";
}

async function connect({ resource, token }: HostOptions): Promise<Client> {
  const client = new Client({ name: "epicme-tests", version: "1.0.0" }, {
    versionNegotiation: { mode: "auto" },
  });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(resource), { requestInit }));
  return client;
}
