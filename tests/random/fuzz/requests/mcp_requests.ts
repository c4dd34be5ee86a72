import { asClientsWrite } from "../../../support/clients/as_clients_write.ts";
import { hostileText, hostileValue } from "./hostile.ts";
import { sample } from "./json_schema.ts";
import { mutate } from "./mutate.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

const ERAS = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
const METHODS = [
  ...["initialize", "ping", "server/discover", "tools/list", "resources/list", "resources/read"],
  ...["resources/templates/list", "prompts/list", "prompts/get", "completion/complete"],
  ...["logging/setLevel", "notifications/initialized", "notifications/cancelled", "tasks/get"],
  ...["subscriptions/listen", "tools/call", "sampling/createMessage", "rpc.discover"],
];

const PROMPTS = ["weekly_review", "reflect", "suggest_tags"];
const REFERENCE = { type: "ref/prompt", name: "weekly_review" };
const ARGUMENT = { name: "date", value: "2026" };

/** A JSON-RPC request: mostly a tool call that is nearly right, else another method, or nonsense. */
export function mcpRequest(random: Random, world: World): FuzzRequest {
  const era = random.pick(ERAS);
  const message = random.chance(0.75) ? toolCall(random, world) : otherMethod(random);
  if (era === "2026-07-28") Object.assign(message.params, { _meta: envelope(era, random) });
  const sent = random.chance(0.25) ? mutate(message, random) : message;
  const body = random.chance(0.06) ? [sent, message, hostileValue(random)] : sent;
  return {
    kind: "mcp",
    method: "POST",
    path: random.chance(0.9) ? "/mcp" : "/mcp/",
    headers: [
      ["content-type", "application/json"],
      ["accept", "application/json, text/event-stream"],
      ["mcp-protocol-version", era],
      ...(era === "2026-07-28" ? mirrored(message) : []),
      ["authorization", `Bearer ${random.pick(world.tokens)}`],
    ],
    body: random.chance(0.03) ? brokenText(body, random) : JSON.stringify(body),
    streams: JSON.stringify(body)?.includes("subscriptions/listen"),
  };
}

type Message = { method: string; params: Record<string, unknown> };

function toolCall(random: Random, { tools, ids }: World): Message {
  const { name, inputSchema } = random.pick(tools);
  const sampled = sample(inputSchema, random, ids) as Record<string, unknown>;
  const args = random.chance(0.5) ? asClientsWrite(name, sampled, random) : sampled;
  const given = random.chance(0.4) ? mutate(args, random) : args;
  return message(random, "tools/call", {
    name,
    arguments: random.chance(0.1) ? random.pick([null, JSON.stringify(given), "", []]) : given,
    ...(random.chance(0.1) ? forgedConsent(random) : {}),
  });
}

/** The yes of a person who was never asked. */
function forgedConsent(random: Random) {
  return {
    requestState: hostileText(random),
    inputResponses: { agreement: { action: "accept", content: {} } },
  };
}

function otherMethod(random: Random): Message {
  const method = random.chance(0.9) ? random.pick(METHODS) : hostileText(random);
  return message(random, method, {
    ...(random.chance(0.3)
      ? { uri: oneOf(random, `epicme://entries/${hostileText(random)}`) }
      : {}),
    ...(random.chance(0.3) ? { name: oneOf(random, ...PROMPTS, hostileText(random)) } : {}),
    ...(random.chance(0.3) ? { cursor: oneOf(random, hostileText(random)) } : {}),
    ...(random.chance(0.3) ? { arguments: oneOf(random, { date: hostileValue(random) }) } : {}),
    ...(random.chance(0.2) ? { ref: oneOf(random, REFERENCE) } : {}),
    ...(random.chance(0.2) ? { argument: oneOf(random, ARGUMENT, { ...ARGUMENT, value: 7 }) } : {}),
    ...(method === "initialize"
      ? { protocolVersion: random.pick(ERAS), capabilities: {}, clientInfo: { name: "f" } }
      : {}),
  });
}

/** One of some right values, or any other. */
function oneOf(random: Random, ...values: unknown[]): unknown {
  return random.chance(0.2) ? hostileValue(random) : random.pick(values);
}

function message(random: Random, method: string, params: Record<string, unknown>): Message {
  const id = random.chance(0.95) ? 1 : hostileValue(random);
  return Object.assign({ jsonrpc: "2.0", id }, { method, params });
}

/** What the headers say a request is; the protocol layer compares it with the body. */
function mirrored({ method, params }: Message): [string, string][] {
  const { name } = params;
  const named: [string, string][] = typeof name === "string" && /^[\w-]+$/.test(name)
    ? [["mcp-name", name]]
    : [];
  return [["mcp-method", encodeURI(method.toWellFormed())], ...named];
}

function envelope(era: string, random: Random) {
  return {
    "io.modelcontextprotocol/protocolVersion": era,
    "io.modelcontextprotocol/clientInfo": { name: "fuzz", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": random.chance(0.5)
      ? { elicitation: { form: {} } }
      : {},
  };
}

/** A text that is nearly JSON, or far too deep. */
function brokenText(body: unknown, random: Random): string | Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(body) ?? "";
  switch (random.below(5)) {
    case 0:
      return text.slice(0, random.below(text.length));
    case 1:
      return `\ufeff${text}`;
    case 2:
      return new Uint8Array([0xff, 0xfe, ...new TextEncoder().encode(text)]);
    case 3:
      return `${"[".repeat(5_000)}${text}${"]".repeat(5_000)}`;
    default:
      return text.replace('"method"', '"method":"ping","method"');
  }
}
