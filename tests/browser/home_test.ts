/// <reference lib="dom" />
import assert from "node:assert/strict";
import { parse } from "yaml";
import { chromiumTest, openTab } from "../support/browser/chromium.ts";
import { startServer } from "../support/servers/server.ts";

chromiumTest(
  "each copy button of the home page copies what is beside it, with our own address",
  async () => {
    await using server = await startServer();
    await using tab = await openTab({ permissions: ["clipboard-read", "clipboard-write"] });
    const { page } = tab;
    await page.goto(server.url);

    const copied: string[] = [];
    for (const block of await page.locator(".copyable").all()) {
      await block.getByRole("button", { name: "Copy" }).click();
      await block.getByText("Copied").waitFor();
      copied.push(await page.evaluate(() => navigator.clipboard.readText()));
    }
    assert.deepEqual(copied, await page.locator(".copyable pre").allTextContents());
    assert.equal(copied[0], server.resource);
    assert.equal(copied[1], `claude mcp add --transport http epicme ${server.resource}`);
    for (const text of copied) assert(text.includes(server.resource), text);
    assert.deepEqual(tab.complaints, []);
  },
);

chromiumTest(
  "without JavaScript the home page shows every address, and no button that does nothing",
  async () => {
    await using server = await startServer();
    await using tab = await openTab({ javaScriptEnabled: false });
    const { page } = tab;
    await page.goto(server.url);

    const blocks = await page.locator(".copyable pre").all();
    for (const block of blocks) assert(await block.isVisible());
    assert.equal(await blocks[0].textContent(), server.resource);
    assert.equal(await page.getByRole("button").count(), 0);
    assert.deepEqual(tab.complaints, []);
  },
);

/** What the documents of each client say its settings are. */
const SETTINGS: Record<string, (url: string) => unknown> = {
  Cursor: (url) => ({ mcpServers: { epicme: { url } } }),
  Goose: (uri) => ({
    extensions: {
      epicme: { name: "EpicMe", type: "streamable_http", uri, enabled: true, timeout: 300 },
    },
  }),
  Zed: (url) => ({ context_servers: { epicme: { url } } }),
  Cline: (url) => ({ mcpServers: { epicme: { type: "streamableHttp", url } } }),
  Windsurf: (serverUrl) => ({ mcpServers: { epicme: { serverUrl } } }),
  "Every other client": (url) => ({
    mcpServers: { epicme: { command: "npx", args: ["-y", "mcp-remote", url] } },
  }),
};

const COMMANDS: Record<string, (url: string) => string> = {
  Claude: (url) => `claude mcp add --transport http epicme ${url}`,
  "ChatGPT and Codex": (url) => `codex mcp add epicme --url ${url}`,
  "VS Code": (url) => `code --add-mcp '{"name":"epicme","type":"http","url":"${url}"}'`,
  "Gemini CLI": (url) => `gemini mcp add --scope user --transport http epicme ${url}`,
  opencode: (url) => `opencode mcp add epicme --url ${url}`,
};

chromiumTest("the home page has settings or a command for every client", async () => {
  await using server = await startServer();
  await using tab = await openTab();
  const { page } = tab;
  await page.goto(server.url);
  const textBelow = async (name: string) =>
    await page.locator(`h2:text-is("${name}") ~ .copyable pre`).first().textContent() ?? "";

  for (const [name, settings] of Object.entries(SETTINGS)) {
    assert.deepEqual(parse(await textBelow(name)), settings(server.resource), name);
  }
  for (const [name, command] of Object.entries(COMMANDS)) {
    assert.equal(await textBelow(name), command(server.resource));
  }
});

chromiumTest("the install links of the home page carry our own address", async () => {
  await using server = await startServer();
  await using tab = await openTab();
  const { page } = tab;
  await page.goto(server.url);

  const vsCode = await page.getByRole("link", { name: "VS Code" }).getAttribute("href");
  assert.equal(JSON.parse(decodeURIComponent(vsCode!.split("?")[1])).url, server.resource);
  const cursor = await page.getByRole("link", { name: "Cursor" }).getAttribute("href");
  const config = new URL(cursor!).searchParams.get("config")!;
  assert.equal(JSON.parse(atob(config)).url, server.resource);
});
