import assert from "node:assert/strict";
import { freePort } from "../support/programs/free_port.ts";
import { start } from "../support/programs/program.ts";

const ROOT = new URL("../../", import.meta.url);

/** The Dockerfile's instructions of one stage, in their order, each on one line. */
async function stages(): Promise<{ name: string; rest: string }[][]> {
  const text = await Deno.readTextFile(new URL("Dockerfile", ROOT));
  const lines = text.replaceAll(/^#.*\n/gm, "").replaceAll(/\\\n\s*/g, " ").split("\n")
    .filter(Boolean);
  const instructions = lines.map((line) => {
    const [, name, rest] = /^(\S+) (.*)$/.exec(line)!;
    return { name, rest };
  });
  const begins = instructions.flatMap(({ name }, at) => name === "FROM" ? [at] : []);
  return begins.map((begin, n) => instructions.slice(begin, begins[n + 1]));
}

/** `ENV A=b C="d e"` as an object. */
function environmentOf(stage: { name: string; rest: string }[]): Record<string, string> {
  const values = stage.filter(({ name }) => name === "ENV").map(({ rest }) => rest).join(" ");
  return Object.fromEntries(
    [...values.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, name, quoted, plain]) =>
      [name, quoted ?? plain] as const
    ),
  );
}

Deno.test("the steps of the Dockerfile make a folder that serves, is healthy and can be asked", async () => {
  const folder = await Deno.makeTempDir({ prefix: "epicme-image-" });
  // No engine for containers runs here: the root of the image is this folder.
  const inside = (text: string) =>
    text.replaceAll(/(?<![\w.])\/(srv|tmp|volume|data)\b/g, `${folder}/$1`);
  const sources = `${folder}/srv/epicme`;
  await Deno.mkdir(sources, { recursive: true });
  const [build, final] = await stages();
  for (const { name, rest } of build) {
    if (name === "COPY") {
      const paths = rest.split(" ");
      const target = `${sources}/${paths.pop()}`;
      for (const path of paths) await copy(new URL(path, ROOT).pathname, target);
    }
    if (name === "RUN") {
      const env = { ...environmentOf(build), PATH: `${bin()}:${Deno.env.get("PATH")}` };
      const options = { args: ["-c", inside(rest)], cwd: sources, env };
      const { success, stderr } = await new Deno.Command("sh", options).output();
      assert(success, new TextDecoder().decode(stderr));
    }
  }
  assert.equal((await Deno.stat(`${folder}/volume/data`)).mode! & 0o777, 0o700);
  await assert.rejects(Deno.stat(`${sources}/tests`), Deno.errors.NotFound);
  const packages = [...Deno.readDirSync(`${folder}/srv/deno/npm`)].flatMap(({ name }) =>
    [...Deno.readDirSync(`${folder}/srv/deno/npm/${name}`)].map(({ name }) => name)
  );
  assert(packages.includes("hono"));
  // One that deno.json names, and one that only the lock file does.
  for (const name of ["playwright-core", "@octokit"]) assert(!packages.includes(name), name);

  await Deno.rename(`${folder}/volume/data`, `${folder}/data`);
  const env = {
    ...environmentOf(final),
    PORT: String(freePort()),
    DATA_DIR: `${folder}/data`,
    DENO_DIR: `${folder}/srv/deno`,
  };
  const command = JSON.parse(inside(final.find(({ name }) => name === "CMD")!.rest));
  await using server = start(Deno.execPath(), command, { cwd: sources, env });
  await server.says(/EpicMe is ready/);
  const check = final.find(({ name }) => name === "HEALTHCHECK")!.rest;
  const [, ...args] = JSON.parse(check.slice(check.indexOf("[")));
  const health = () => new Deno.Command(Deno.execPath(), { args, cwd: sources, env }).output();
  assert.equal((await health()).code, 0);
  for (const task of ["backup", "doctor"]) {
    const options = { cwd: sources, env, args: ["task", "-q", task] };
    const { stdout } = await new Deno.Command(Deno.execPath(), options).output();
    assert.match(new TextDecoder().decode(stdout), /keys, checked|leads to the server that runs/);
  }
  assert.equal((await server.end("SIGTERM")).code, 0);
  assert.equal((await health()).code, 1);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the image runs as nobody, keeps journals in a volume, and its parts have one version", async () => {
  const [, final] = await stages();
  const of = (instruction: string) => final.find(({ name }) => name === instruction)?.rest;
  assert.match(of("USER")!, /^[1-9]\d+:[1-9]\d+$/);
  assert.deepEqual(JSON.parse(of("VOLUME")!), [environmentOf(final).DATA_DIR]);
  const ci = await Deno.readTextFile(new URL(".ci/run", ROOT));
  const version = /DENO_VERSION=(\S+)/.exec(ci)![1];
  const froms = (await stages()).map(([{ rest }]) => rest);
  for (const from of froms) assert(from.includes(version), from);
});

Deno.test("what the Dockerfile copies is sent to the engine, and nothing else is", async () => {
  const [build] = await stages();
  const copied = build.filter(({ name }) => name === "COPY")
    .flatMap(({ rest }) => rest.split(" ").slice(0, -1));
  const ignore = (await Deno.readTextFile(new URL(".dockerignore", ROOT))).split("\n")
    .filter((line) => line && !line.startsWith("#"));
  assert.deepEqual(ignore[0], "*");
  assert.deepEqual(ignore.slice(1).map((line) => line.slice(1)).sort(), copied.sort());
});

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
  const { success } = await new Deno.Command("cp", { args: ["-r", from, to] }).output();
  assert(success, `${from} is not there`);
}

/** The folder of the Deno that runs this. */
function bin(): string {
  return Deno.execPath().slice(0, Deno.execPath().lastIndexOf("/"));
}
