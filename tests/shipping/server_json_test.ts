import assert from "node:assert/strict";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { installed } from "../support/programs/install.ts";
import { preparePython } from "../support/programs/python.ts";

const ROOT = new URL("../../", import.meta.url);

/** What the registry of MCP servers is told. */
// deno-lint-ignore no-explicit-any
const server: Record<string, any> = JSON.parse(
  await Deno.readTextFile(new URL("server.json", ROOT)),
);
const project = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));

// A linter that carries the schemas as they were published: they are not ours to copy.
const python = await installed("skillsaw", () => preparePython("shipping.py", "shipping.txt"));

Deno.test({
  name: "server.json is what the schema of the MCP registry asks for",
  ignore: !python,
  async fn() {
    const version = /\/schemas\/([\d-]+)\/server\.schema\.json$/.exec(server.$schema)![1];
    const [program, ...args] = python!;
    const command = new Deno.Command(program, { args: [...args, "schema", version] });
    const schema = JSON.parse(new TextDecoder().decode((await command.output()).stdout));
    assert.equal(schema.$id, server.$schema);
    // Formats are checked, and words that only describe, such as `example`, are let through.
    const ajv = new Ajv.default({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(schema);
    assert(validate(server), ajv.errorsText(validate.errors));
    assert(!validate({ ...server, description: "x".repeat(101) }), "the schema says something");
  },
});

Deno.test("server.json tells this version, and the endpoint as the server serves it", () => {
  assert.equal(server.version, project.version);
  const [{ type, url, variables }, ...others] = server.remotes;
  assert.deepEqual(others, []);
  assert.equal(type, "streamable-http");
  assert.equal(new URL(url.replace("{host}", variables.host.placeholder)).pathname, "/mcp");
  assert.deepEqual([...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name), Object.keys(variables));
});
