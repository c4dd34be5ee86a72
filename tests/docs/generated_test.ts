import assert from "node:assert/strict";
import { OTHER_VARIABLES } from "../../lib/variables/other_variables.ts";
import type { VariableDocs } from "../../lib/variables/variable_docs.ts";
import { Variables } from "../../lib/variables/variables.ts";
import { readConfig } from "../../lib/config.ts";
import { askingPage } from "../../scripts/docs/asking.ts";
import { configurationPage, environmentExample } from "../../scripts/docs/configuration.ts";
import { sameWords } from "../../scripts/docs/markdown.ts";
import { referencePage } from "../../scripts/docs/reference.ts";
import { listFiles } from "../support/files.ts";

const ROOT = new URL("../../", import.meta.url);

const PAGES = {
  "docs/asking.md": askingPage,
  "docs/configuration.md": configurationPage,
  "docs/reference.md": referencePage,
  ".env.example": environmentExample,
};

for (const [path, make] of Object.entries(PAGES)) {
  Deno.test(`${path} says what the code does: deno task docs writes it anew`, async () => {
    assert(sameWords(await Deno.readTextFile(new URL(path, ROOT)), await make()));
  });
}

Deno.test("the documented default of a variable is the one that is used", () => {
  for (const [name, schema] of Object.entries(Variables.shape)) {
    const { default: documented } = schema.meta() as unknown as VariableDocs;
    const used = schema.safeParse(undefined).data;
    // Where there is no default in the schema, the documents say on what it depends.
    if (used === undefined || Array.isArray(used)) continue;
    assert.deepEqual(schema.parse(documented), used, name);
  }
});

Deno.test("the examples of .env.example are a configuration", async () => {
  const text = await Deno.readTextFile(new URL(".env.example", ROOT));
  const lines = [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
  assert.deepEqual(lines.map(([name]) => name), Object.keys(Variables.shape));
  const secrets = { INTROSPECTION_CLIENT_SECRET: "a secret", LOGIN_CLIENT_SECRET: "a secret" };
  // Tokens come from there, or people sign in with it: not both.
  for (
    const apart of [
      /^(AUTH|INTROSPECTION_CLIENT|INTROSPECTION_E|WEB_CLIENT)/,
      /^(LOGIN|ENTERPRISE|SMTP|MAIL)_/,
    ]
  ) {
    const all: [string, string][] = Object.entries({ ...Object.fromEntries(lines), ...secrets });
    readConfig(Object.fromEntries(all.filter(([name]) => !apart.test(name))));
  }
});

Deno.test("every variable that is read by name is documented", async () => {
  const documented = [...Object.keys(Variables.shape), ...Object.keys(OTHER_VARIABLES)];
  const code = (await listFiles()).filter((path) =>
    /^(main|lib|routes|scripts).*\.tsx?$/.test(path)
  );
  const read = await Promise.all(code.map(async (path) => {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    return [...text.matchAll(/Deno\.env\.(?:get|has)\("(\w+)"\)/g)].map(([, name]) => name);
  }));
  assert(read.flat().length > 0);
  assert.deepEqual(read.flat().filter((name) => !documented.includes(name)), []);
});
