import assert from "node:assert/strict";
import type { Json } from "../support/clients/json.ts";
import { type Script, startModel } from "../support/clients/scripted_model.ts";
import { PHOTO } from "../http/files/photo.ts";
import { EVERYTHING, person } from "../support/people/person.ts";
import { type Assistant, ASSISTANTS } from "../support/programs/assistants.ts";
import { startServer } from "../support/servers/server.ts";

const LIMIT_MS = 90_000;

for (const assistant of ASSISTANTS) {
  if (!assistant.path) console.warn(`Tests with ${assistant.name} are skipped: not installed`);
  Deno.test(`${assistant.name} adds a photo to an entry, looks at it, and is led to the pages`, {
    ignore: !assistant.path,
  }, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    const home = await Deno.makeTempDir({ prefix: "epicme-" });
    await Deno.writeFile(`${home}/sea.jpg`, PHOTO);
    await using model = startModel(assistant.api, scriptFor(assistant));
    try {
      const { resource } = server;
      const options = { home, modelUrl: model.url, resource, token };
      await using program = await assistant.ask("Add the photo sea.jpg to my journal", options);
      const patience = setTimeout(() => void program[Symbol.asyncDispose](), LIMIT_MS);
      await program.ended;
      clearTimeout(patience);
      assert(program.output.includes("All is done"), program.output);

      const [, put, created, read, shown, resourceRead, status, page, zip] = model.results;
      assert.match(textOf(put), new RegExp(`"?size\\W+${PHOTO.length}`));
      assert.match(textOf(created), /At the sea/);
      // What its model sees of the entry names the file, whatever of the result it shows.
      assert.match(textOf(read), /_[0-9a-f]{20}/);
      assert.match(textOf(read), /sea\.jpg/);
      assert.deepEqual([...imageIn(shown).slice(0, 3)], [0xff, 0xd8, 0xff], textOf(shown));
      assert.match(textOf(shown), /\/files\/download\//);
      assert.match(textOf(resourceRead), /image\/jpeg|\/9j\/4QESRXhpZgAA/);
      for (const result of [status, page]) assert.match(textOf(result), /\/account\/import/);
      assert.match(textOf(zip), /\/account\/export\?from=2024-05-01/);
    } finally {
      await Deno.remove(home, { recursive: true });
    }
  });
}

/** What a model would do, out of what it sees and nothing else. */
function scriptFor({ shell, readsResources }: Assistant): Script {
  return (results) => {
    const seen = results.map(textOf);
    const attachment = () => found(/\w{26}_[0-9a-f]{20}/, seen[3]);
    const turns = [
      () => ({ tool: "request_upload", args: { name: "sea.jpg" } }),
      () =>
        shell(`curl -sS -T sea.jpg '${found(/http[^\s"'\\]+\/files\/upload\/[\w.-]+/, seen[0])}'`),
      () => {
        const attachments = [found(/[0-9A-HJKMNP-TV-Z]{26}/, seen[0])];
        return { tool: "create_entry", args: { title: "At the sea", content: "x", attachments } };
      },
      () => ({ tool: "get_entry", args: { id: found(/\b01[0-9A-HJKMNP-TV-Z]{24}/, seen[2]) } }),
      () => ({ tool: "get_attachment", args: { id: attachment() } }),
      () => {
        const uri = `epicme://attachments/${attachment()}`;
        return { tool: readsResources, args: { server: "epicme", uri } };
      },
      () => ({ tool: "import_entries", args: {} }),
      () => ({ tool: "import_entries", args: { openPage: true } }),
      () => ({ tool: "export_journal", args: { format: "zip", from: "2024-05-01" } }),
    ];
    return turns[results.length]?.() ?? { say: "All is done" };
  };
}

function found(pattern: RegExp, text: string): string {
  const [match] = pattern.exec(text) ?? [];
  assert(match, `${pattern} is not in ${text}`);
  return match;
}

function textOf(parts: readonly Json[]): string {
  return parts.map(({ text = "" }) => text).join("\n");
}

/** The bytes of the picture that a model is shown, in either API. */
function imageIn(parts: readonly Json[]): Uint8Array {
  const image = parts.find(({ type }) => type === "image" || type === "input_image");
  assert(image, `There is no picture in ${JSON.stringify(parts)}`);
  const base64 = image.source?.data ?? image.image_url.split("base64,")[1];
  return Uint8Array.fromBase64(base64);
}
