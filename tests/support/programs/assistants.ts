import { MESSAGES_API, type ModelApi, RESPONSES_API } from "../clients/scripted_model.ts";
import { cacheDirectory } from "./install.ts";
import { type Program, start } from "./program.ts";

/** An assistant that people use, asked once without a terminal. */
export interface Assistant {
  name: string;
  /** How its model is asked. */
  api: ModelApi;
  /** The call that runs a command in the directory of its work. */
  shell(command: string): { tool: string; args: Record<string, unknown> };
  /** The tool that reads a resource of a server. */
  readsResources: string;
  /** The program, if it is installed. */
  path?: string;
  /** Starts it in `home`, its only directory, with a server that takes `token`. */
  ask(question: string, options: AskOptions): Promise<Program>;
}

export interface AskOptions {
  home: string;
  modelUrl: string;
  resource: string;
  token: string;
}

const [CLAUDE, CODEX] = [
  ["claude", "claude-code/node_modules/@anthropic-ai/claude-code-linux-x64/claude"],
  [
    "codex",
    "codex/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex",
  ],
].map(([command, cached]) => find(command, cached));

/** Too large for CI, each some 400 MB: docs/clients.md says which version was run, and when. */
export const ASSISTANTS: readonly Assistant[] = [
  {
    name: "Claude Code",
    api: MESSAGES_API,
    shell: (command) => ({ tool: "Bash", args: { command, description: "Upload" } }),
    readsResources: "ReadMcpResourceTool",
    path: CLAUDE,
    ask(question, { home, modelUrl, resource, token }) {
      const headers = { Authorization: `Bearer ${token}` };
      const servers = { mcpServers: { epicme: { type: "http", url: resource, headers } } };
      const options = [
        ...["--mcp-config", JSON.stringify(servers), "--strict-mcp-config"],
        ...["--allowedTools", "mcp__epicme,Bash,ReadMcpResourceTool"],
      ];
      const env = {
        ...{ HOME: home, CLAUDE_CONFIG_DIR: `${home}/.claude` },
        ...{ ANTHROPIC_BASE_URL: modelUrl, ANTHROPIC_API_KEY: "scripted" },
        ...{ CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1", DISABLE_AUTOUPDATER: "1" },
        // All tools are offered at once.
        ENABLE_TOOL_SEARCH: "false",
      };
      return Promise.resolve(start(CLAUDE!, ["-p", question, ...options], { cwd: home, env }));
    },
  },
  {
    name: "Codex",
    api: RESPONSES_API,
    shell: (cmd) => ({ tool: "exec_command", args: { cmd } }),
    readsResources: "read_mcp_resource",
    path: CODEX,
    async ask(question, { home, modelUrl, resource, token }) {
      await Deno.mkdir(`${home}/.codex`);
      const settings = [
        'model = "scripted"',
        'model_provider = "scripted"',
        'approval_policy = "never"',
        'sandbox_mode = "danger-full-access"',
        "[model_providers.scripted]",
        'name = "scripted"',
        `base_url = "${modelUrl}/v1"`,
        'wire_api = "responses"',
        "[mcp_servers.epicme]",
        `url = "${resource}"`,
        'bearer_token_env_var = "EPICME_TOKEN"',
        'default_tools_approval_mode = "approve"',
      ];
      await Deno.writeTextFile(`${home}/.codex/config.toml`, settings.join("\n"));
      const env = { HOME: home, CODEX_HOME: `${home}/.codex`, EPICME_TOKEN: token };
      const args = ["exec", "--skip-git-repo-check", question];
      return start(CODEX!, args, { cwd: home, env });
    },
  },
];

/** Where a command is: on the path, or where it was installed for the tests. */
function find(command: string, cached: string): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":").filter(Boolean);
  const places = [...folders.map((each) => `${each}/${command}`), `${cacheDirectory()}/${cached}`];
  return places.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}
