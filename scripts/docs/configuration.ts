import { OTHER_VARIABLES } from "../../lib/variables/other_variables.ts";
import type { VariableDocs } from "../../lib/variables/variable_docs.ts";
import { Variables } from "../../lib/variables/variables.ts";
import { code, table } from "./markdown.ts";

const DOCS = Object.entries(Variables.shape)
  .map(([name, schema]) => ({ name, ...schema.meta() as unknown as VariableDocs }));

const GROUPS = Map.groupBy(DOCS, ({ group }) => group);

/** docs/configuration.md, made of the schema of the environment. */
export function configurationPage(): string {
  const groups = [...GROUPS].map(([group, variables]) =>
    `## ${group}\n\n${
      table(
        ["Variable", "Default", "Meaning"],
        variables.map(({ name, default: value, description }) => [
          code(name),
          value === undefined ? "none" : / /.test(value) ? value : code(value),
          description,
        ]),
      )
    }`
  );
  return `# Configuration

Environment variables, or lines of a file \`.env\`. Everything has a default: without any of this,
\`deno task dev\` serves http://localhost:8000 with its own authorization server. A wrong value stops
the start, and all wrong values are named at once. An empty variable counts as absent.

${groups.join("\n\n")}

## Read by others

${
    table(
      ["Variable", "Meaning"],
      Object.entries(OTHER_VARIABLES).map(([name, what]) => [code(name), what]),
    )
  }

This page and \`.env.example\` are made of \`lib/variables/\` by \`deno task docs\`.
`;
}

const WIDTH = 98;

/** .env.example, made of the same. */
export function environmentExample(): string {
  const groups = [...GROUPS].map(([group, variables]) =>
    `# ${group}\n\n${variables.map(exampleOf).join("\n\n")}`
  );
  return `# Copy to .env and change what you need. Everything has a default, and a wrong value stops the
# start and is named. docs/configuration.md has the same as tables. Made by: deno task docs

${groups.join("\n\n")}
`;
}

function exampleOf(variable: VariableDocs & { name: string }): string {
  const { name, description, default: value, example } = variable;
  const isPlain = value !== undefined && !/[ $]/.test(value);
  const text = isPlain || value === undefined
    ? `${description}.`
    : `${description}. Default: ${value}.`;
  return `${wrapped(text)}\n#${name}=${example ?? (isPlain ? value : "")}`;
}

function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length + 1 > WIDTH) lines.push(` ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line) => `#${line}`).join("\n");
}
