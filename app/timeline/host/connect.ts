import type {
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiInitializeResult,
  McpUiToolInputNotification,
  McpUiToolResultNotification,
} from "@modelcontextprotocol/ext-apps";
import { openRpc } from "./rpc.ts";
import { tellSize } from "./size.ts";

/** The client around this app (MCP Apps 2026-01-26), as far as the app uses it. */
export interface Host {
  can: McpUiHostCapabilities;
  callTool(name: string, args: Record<string, unknown>): Promise<ToolResult>;
  /** Says something to the assistant in the person's name. */
  say(text: string): Promise<void>;
  /** Lets the assistant know something, without an answer. */
  mention(text: string): Promise<void>;
  openLink(url: string): Promise<void>;
  setDisplayMode(mode: "inline" | "fullscreen"): Promise<void>;
}

export type ToolResult = McpUiToolResultNotification["params"];

/** What the host has told so far. */
export interface Told {
  context: McpUiHostContext;
  /** The arguments of the call that this app shows. */
  input?: Record<string, unknown>;
  result?: ToolResult;
  /** The call was given up. */
  isCancelled?: true;
}

const PROTOCOL_VERSION = "2026-01-26";

/**
 * Introduces the app to `parent`, and calls `onTold` whenever something is new: first with the
 * context alone.
 */
export async function connectHost(
  parent: Window,
  onTold: (host: Host, told: Told) => void,
): Promise<void> {
  let [host, told, stopTellingSize]: [Host?, Told?, (() => void)?] = [];
  let early: Partial<Told> = {};
  const tell = (news: Partial<Told>) => {
    if (!host || !told) return void (early = { ...early, ...news });
    told = { ...told, ...news };
    onTold(host, told);
  };
  const rpc = openRpc(parent, {
    "ping": () => {},
    "ui/notifications/tool-input": (params) =>
      tell({ input: (params as McpUiToolInputNotification["params"]).arguments ?? {} }),
    "ui/notifications/tool-result": (params) => tell({ result: params as ToolResult }),
    "ui/notifications/tool-cancelled": () => tell({ isCancelled: true }),
    "ui/notifications/host-context-changed": (params) =>
      tell({ context: { ...told?.context, ...params as McpUiHostContext } }),
    "ui/resource-teardown": () => stopTellingSize?.(),
  });
  const { hostCapabilities, hostContext } = await rpc.request("ui/initialize", {
    appInfo: { name: "epicme-timeline", version: "1.0.0" },
    appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] },
    protocolVersion: PROTOCOL_VERSION,
  }) as McpUiInitializeResult;

  const content = (text: string) => [{ type: "text", text }];
  const ask = async (method: string, params: object) => {
    const result = await rpc.request(method, params) as { isError?: boolean };
    if (result.isError) throw new Error("The client refused");
  };
  host = {
    can: hostCapabilities ?? {},
    callTool: async (name, args) =>
      await rpc.request("tools/call", { name, arguments: args }) as ToolResult,
    say: (text) => ask("ui/message", { role: "user", content: content(text) }),
    mention: (text) => ask("ui/update-model-context", { content: content(text) }),
    openLink: (url) => ask("ui/open-link", { url }),
    setDisplayMode: (mode) => ask("ui/request-display-mode", { mode }),
  };
  told = { context: { ...hostContext }, ...early };
  rpc.notify("ui/notifications/initialized", {});
  onTold(host, told);
  stopTellingSize = tellSize((size) => rpc.notify("ui/notifications/size-changed", size));
}
