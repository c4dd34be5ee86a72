import assert from "node:assert/strict";
import { getAccessToken } from "../../../scripts/access_token.ts";
import { callTool } from "../../support/clients/rpc.ts";
import type { ServerProcess } from "../../support/programs/server_process.ts";

/** Somebody with a token. */
export interface Caller {
  token: string;
  /** Calls a tool and returns its structured result; anything else is a failure of the test. */
  // deno-lint-ignore no-explicit-any
  call(tool: string, args?: Record<string, unknown>): Promise<any>;
}

/** Signs somebody in at the server, or up if it does not know them. */
export async function caller(server: ServerProcess, name: string): Promise<Caller> {
  const account = { name, email: `${name}@example.com`, password: `${name} keeps a journal` };
  const token = await getAccessToken(server.resource, { account });
  return {
    token,
    async call(tool, args) {
      const { status, body } = await callTool(server.resource, {
        era: "2026-07-28",
        token,
        tool,
        args,
      });
      assert.ok(status === 200 && !body.result?.isError, Deno.inspect(body, { depth: 9 }));
      return body.result.structuredContent;
    },
  };
}

/** How a task ended. */
export interface Outcome {
  code: number;
  said: string;
  complained: string;
}

/** Runs a task of deno.json to its end, as an operator does. */
export async function task(
  name: string,
  { args = [], environment }: { args?: string[]; environment: Record<string, string> },
): Promise<Outcome> {
  const output = await new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", name, ...args],
    env: { NO_COLOR: "1", KV_URL: "", DATABASE_URL: "", ...environment },
  }).output();
  const decoder = new TextDecoder();
  return {
    code: output.code,
    said: decoder.decode(output.stdout),
    complained: decoder.decode(output.stderr),
  };
}

/** The titles that a search for `query` finds, in their order; it must not be a makeshift. */
export async function find(client: Caller, query: string): Promise<string[]> {
  const { entries, degraded } = await client.call("search_entries", { query, limit: 100 });
  if (degraded) throw new Error("The search index is down");
  return entries.map(({ title }: { title: string }) => title).sort();
}

/** Writes entries one after the other until it is told to stop. */
export function keepWriting(client: Caller) {
  let isOver = false;
  let acknowledged = 0;
  async function write(): Promise<void> {
    while (!isOver) {
      await client.call("create_entry", { title: `Entry ${acknowledged}`, content: "All day." });
      acknowledged++;
    }
  }
  const writing = write();
  return {
    get acknowledged() {
      return acknowledged;
    },
    async stop() {
      isOver = true;
      await writing;
    },
  };
}
