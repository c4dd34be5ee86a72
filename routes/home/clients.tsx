import { Copyable } from "./copyable.tsx";

/** How to connect each client to `resource`. docs/clients.md says which of them were run. */
export function Clients({ resource }: { resource: string }) {
  const link = { name: "epicme", type: "http", url: resource };
  const json = (settings: object) => JSON.stringify(settings, null, 2);
  return (
    <>
      <h2>Claude</h2>
      <p>
        In Claude Code, run this and then sign in with <code>/mcp</code>:
      </p>
      <Copyable
        text={`claude mcp add --transport http epicme ${resource}`}
        label="command for Claude Code"
      />
      <p>
        In Claude on the web or the desktop, open Customize → Connectors, add a custom connector and
        paste the address. Claude connects from the internet, so this works for a public server
        only. For another one, give Claude Desktop <a href="#others">mcp-remote</a>.
      </p>

      <h2>ChatGPT and Codex</h2>
      <p>
        In ChatGPT on the web, open Plugins → + → Add custom MCP server, paste the address and
        choose OAuth. ChatGPT, too, connects from the internet. Codex opens your browser at once:
      </p>
      <Copyable text={`codex mcp add epicme --url ${resource}`} label="command for Codex" />

      <h2>VS Code</h2>
      <p>
        <a href={`vscode:mcp/install?${encodeURIComponent(JSON.stringify(link))}`}>
          Install in VS Code
        </a>, or run:
      </p>
      <Copyable text={`code --add-mcp '${JSON.stringify(link)}'`} label="command for VS Code" />

      <h2>Cursor</h2>
      <p>
        <a href={cursorLink(resource)}>Install in Cursor</a>, or put this into{" "}
        <code>~/.cursor/mcp.json</code>:
      </p>
      <Copyable
        text={json({ mcpServers: { epicme: { url: resource } } })}
        label="settings for Cursor"
      />

      <h2>Gemini CLI</h2>
      <p>
        Run this, and then sign in with <code>/mcp auth epicme</code>:
      </p>
      <Copyable
        text={`gemini mcp add --scope user --transport http epicme ${resource}`}
        label="command for Gemini CLI"
      />

      <h2>opencode</h2>
      <p>
        Run this, and then sign in with <code>opencode mcp auth epicme</code>:
      </p>
      <Copyable text={`opencode mcp add epicme --url ${resource}`} label="command for opencode" />

      <h2>Goose</h2>
      <p>
        Choose Remote Extension (Streamable HTTP) in <code>goose configure</code>, or put this into
        {" "}
        <code>~/.config/goose/config.yaml</code>:
      </p>
      <Copyable
        text={`extensions:
  epicme:
    name: EpicMe
    type: streamable_http
    uri: ${resource}
    enabled: true
    timeout: 300`}
        label="settings for Goose"
      />

      <h2>Zed</h2>
      <p>
        Put this into the settings (<code>zed: open settings file</code>):
      </p>
      <Copyable
        text={json({ context_servers: { epicme: { url: resource } } })}
        label="settings for Zed"
      />

      <h2>Cline</h2>
      <p>
        Put this into <code>cline_mcp_settings.json</code>{" "}
        (MCP Servers → Configure). It needs the type:
      </p>
      <Copyable
        text={json({ mcpServers: { epicme: { type: "streamableHttp", url: resource } } })}
        label="settings for Cline"
      />

      <h2>Windsurf</h2>
      <p>
        Put this into <code>~/.codeium/windsurf/mcp_config.json</code>:
      </p>
      <Copyable
        text={json({ mcpServers: { epicme: { serverUrl: resource } } })}
        label="settings for Windsurf"
      />

      <h2 id="others">Every other client</h2>
      <p>
        A client that only starts programs gets a bridge,{" "}
        <code>mcp-remote</code>, which opens your browser. Most have settings of this form, such as
        Claude Desktop in <code>claude_desktop_config.json</code>:
      </p>
      <Copyable
        text={json({
          mcpServers: { epicme: { command: "npx", args: ["-y", "mcp-remote", resource] } },
        })}
        label="settings with mcp-remote"
      />

      <h2>Your own program</h2>
      <p>
        The SDKs sign in by themselves: FastMCP with one word, as here; the MCP SDKs for TypeScript,
        Python and Go with their OAuth provider; LangChain and the OpenAI Agents SDK with that of
        the Python SDK.
      </p>
      <Copyable text={pythonProgram(resource)} label="program in Python" />

      <h2>MCP Inspector</h2>
      <p>To look at every message, and to try the tools by hand:</p>
      <Copyable
        text={`npx @modelcontextprotocol/inspector --transport http --server-url ${resource}`}
        label="command for MCP Inspector"
      />
    </>
  );
}

function cursorLink(resource: string): string {
  const config = encodeURIComponent(btoa(JSON.stringify({ url: resource })));
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=epicme&config=${config}`;
}

function pythonProgram(resource: string): string {
  return `import asyncio
from fastmcp import Client

async def main():
    async with Client("${resource}", auth="oauth") as client:
        print(await client.call_tool("list_entries"))

asyncio.run(main())`;
}
