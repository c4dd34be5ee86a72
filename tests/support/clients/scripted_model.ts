import type { Json } from "./json.ts";

/** What the model does next: it calls a tool, whose name ends so, or says something and is done. */
export type Turn = { tool: string; args: Record<string, unknown> } | { say: string };

/** A model that does what a script says. */
export interface ScriptedModel extends AsyncDisposable {
  readonly url: string;
  /** The results that the model was given, in their order: each as the parts that the client made. */
  readonly results: readonly Json[][];
  /** The names of the tools that the client offers it. */
  readonly tools: readonly string[];
}

/** Returns the next turn after these results. */
export type Script = (results: readonly Json[][]) => Turn;

/** How one maker's API asks a model and reads its answer. */
export interface ModelApi {
  /** Where the model is asked. */
  path: string;
  /** The names of the tools in a request. */
  toolsIn(body: Json): string[];
  /** The results in a request, each as parts. */
  resultsIn(body: Json): Json[][];
  /** The events of an answer; `id` is new. */
  events(turn: Turn, id: string): [string, Json][];
}

/** Serves a script on a loopback port as the API of a model. */
export function startModel(api: ModelApi, script: Script): ScriptedModel {
  const state: { results: Json[][]; tools: string[] } = { results: [], tools: [] };
  let count = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST" || pathname !== api.path) {
      return Response.json({ input_tokens: 1, data: [], models: [] });
    }
    const body = await request.json();
    const tools = api.toolsIn(body);
    // Clients also ask for titles and the like: then there are no tools.
    const isOurs = tools.some((name) => name.includes("create_entry"));
    if (isOurs) [state.tools, state.results] = [tools, api.resultsIn(body)];
    const turn = isOurs ? fullName(script(state.results), tools) : { say: "A journal" };
    const events = api.events(turn, `made_${++count}`);
    const text = events.map(([event, data]) =>
      `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
    );
    return new Response(text.join(""), { headers: { "content-type": "text/event-stream" } });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    get results() {
      return state.results;
    },
    get tools() {
      return state.tools;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The name under which the client offers a tool of ours. */
function fullName(turn: Turn, tools: readonly string[]): Turn {
  if (!("tool" in turn)) return turn;
  const tool = tools.find((name) => name === turn.tool) ??
    tools.find((name) => name.endsWith(turn.tool));
  if (tool === undefined) throw new Error(`${turn.tool} is not among ${tools}`);
  return { ...turn, tool };
}

/** Anthropic's Messages API, as far as Claude Code uses it. */
export const MESSAGES_API: ModelApi = {
  path: "/v1/messages",
  toolsIn: ({ tools = [] }) => tools.map(({ name }: { name: string }) => name),
  resultsIn: ({ messages }) =>
    messages.flatMap(({ content }: Json) =>
      Array.isArray(content)
        ? content.filter(({ type }) => type === "tool_result").map(({ content }) =>
          Array.isArray(content) ? content : [{ type: "text", text: content }]
        )
        : []
    ),
  events(turn, id) {
    const isCall = "tool" in turn;
    const block = isCall
      ? { type: "tool_use", id: `toolu_${id}`, name: turn.tool, input: {} }
      : { type: "text", text: "" };
    const delta = isCall
      ? { type: "input_json_delta", partial_json: JSON.stringify(turn.args) }
      : { type: "text_delta", text: turn.say };
    const usage = { input_tokens: 1, output_tokens: 1 };
    const message = {
      ...{ id, type: "message", role: "assistant", model: "scripted", content: [] },
      ...{ stop_reason: null, stop_sequence: null, usage },
    };
    const stop = { stop_reason: isCall ? "tool_use" : "end_turn", stop_sequence: null };
    return [
      ["message_start", { type: "message_start", message }],
      ["content_block_start", { type: "content_block_start", index: 0, content_block: block }],
      ["content_block_delta", { type: "content_block_delta", index: 0, delta }],
      ["content_block_stop", { type: "content_block_stop", index: 0 }],
      ["message_delta", { type: "message_delta", delta: stop, usage }],
      ["message_stop", { type: "message_stop" }],
    ];
  },
};

/** OpenAI's Responses API, as far as Codex uses it. */
export const RESPONSES_API: ModelApi = {
  path: "/v1/responses",
  toolsIn: ({ tools = [] }) =>
    tools.flatMap((tool: Json) => [
      ...tool.name ? [tool.name] : [],
      ...(tool.tools ?? []).map(({ name }: { name: string }) => `${tool.name}\n${name}`),
    ]),
  resultsIn: ({ input }) =>
    input.filter(({ type }: Json) => type === "function_call_output")
      .map(({ output }: Json) =>
        Array.isArray(output) ? output : [{ type: "text", text: JSON.stringify(output) }]
      ),
  events(turn, id) {
    const item = "tool" in turn
      ? {
        ...{ type: "function_call", call_id: `call_${id}`, arguments: JSON.stringify(turn.args) },
        ...nameOf(turn.tool),
      }
      : {
        ...{ type: "message", role: "assistant" },
        content: [{ type: "output_text", text: turn.say }],
      };
    const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
    return [
      ["response.created", { type: "response.created", response: { id } }],
      ["response.output_item.done", { type: "response.output_item.done", item }],
      ["response.completed", { type: "response.completed", response: { id, usage } }],
    ];
  },
};

/** A tool in a namespace is called by both names. */
function nameOf(tool: string): { name: string; namespace?: string } {
  const [first, name] = tool.split("\n");
  return name === undefined ? { name: first } : { name, namespace: first };
}
