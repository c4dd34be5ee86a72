import assert from "node:assert/strict";
import { type Face, readFace } from "../../../scripts/docs/face.ts";

const SNAPSHOTS = new URL("./snapshots/", import.meta.url);
const HINTS = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
const MAX_TOOLS_LIST_BYTES = 30 * 1024;

interface Property {
  type?: string;
  anyOf?: { type?: string }[];
}

/** What strict modes of model APIs refuse in a schema. */
const REFUSED_BY_STRICT_MODES = /"(allOf|oneOf|not|\$ref|patternProperties|if|default)":|"null"/;

/** Arguments that can be long. Some clients lose what comes after one. */
const LONG = ["append", "content", "document", "replace"];

const { face, toolsListBytes } = await readFace();

Deno.test("what clients see is what is written down: deno task docs writes it anew", async () => {
  assert.deepEqual(face, await readSnapshots());
});

Deno.test("tools/list stays below 30 KB", () => {
  console.log(`tools/list: ${toolsListBytes} bytes`);
  assert(toolsListBytes < MAX_TOOLS_LIST_BYTES);
});

// deno-lint-ignore no-explicit-any
for (const [file, shown] of Object.entries(face) as [string, any][]) {
  if (file.startsWith("tools/")) {
    Deno.test(`${file} says all that a client can want to know of a tool`, () => {
      assert(shown.title && shown.description);
      assert.deepEqual(Object.keys(shown.annotations).sort(), HINTS.toSorted());
      for (const hint of HINTS) assert.equal(typeof shown.annotations[hint], "boolean");
      assert.equal(shown.inputSchema.type, "object");
      // A picture is shown beside no data: clients that take data show nothing else.
      if (file === "tools/get_attachment.json") assert.equal(shown.outputSchema, undefined);
      else assert.equal(shown.outputSchema.type, "object");
      assert(shown.scopes.length > 0, "each tool needs a scope");
    });
    Deno.test(`${file} has a schema that strict modes of model APIs can take`, () => {
      const { inputSchema } = shown;
      assert.equal(inputSchema.additionalProperties, false);
      for (const [name, { type }] of Object.entries<Property>(inputSchema.properties)) {
        assert.equal(typeof type, "string", name);
      }
      assert.doesNotMatch(JSON.stringify(inputSchema), REFUSED_BY_STRICT_MODES);
    });
    Deno.test(`${file} has long arguments after short ones, and the content last`, () => {
      const names = Object.keys(shown.inputSchema.properties);
      const [long] = names.filter((name) => LONG.includes(name));
      assert(!long || names.slice(names.indexOf(long)).every((name) => LONG.includes(name)));
      if (names.includes("content")) assert.equal(names.at(-1), "content");
    });
    Deno.test(`${file} makes a form without a choice between two kinds of text`, () => {
      // A client that makes a form shows such a choice as JSON, with quotation marks to type.
      for (const [name, { anyOf = [] }] of Object.entries<Property>(shown.inputSchema.properties)) {
        const texts = anyOf.filter(({ type }) => type === "string");
        assert(texts.length < 2, `${name}: ${JSON.stringify(anyOf)}`);
      }
    });
  } else if (file !== "server.json") {
    Deno.test(`${file} has a name, a title, a description and its scopes`, () => {
      for (const part of ["name", "title", "description"]) assert(shown[part], part);
      assert(Array.isArray(shown.scopes));
    });
  }
}

async function readSnapshots(): Promise<Face> {
  const snapshots: Face = {};
  const read = async (path: string) =>
    snapshots[path] = JSON.parse(await Deno.readTextFile(new URL(path, SNAPSHOTS)));
  for await (const { name, isDirectory } of Deno.readDir(SNAPSHOTS)) {
    if (!isDirectory) await read(name);
    else {for (const file of Deno.readDirSync(new URL(name, SNAPSHOTS))) {
        await read(`${name}/${file.name}`);
      }}
  }
  return snapshots;
}
