import { inherited } from "../programs/program.ts";
import { findDeno } from "./deno_versions.ts";

/** An app as the platform has built it: sources and packages, which its instances can only read. */
export interface Build {
  readonly deno: string;
  readonly sources: string;
  /** Where Deno finds the packages. */
  readonly denoDir: string;
  /** The user of its instances, who owns nothing of it; undefined where we may not change users. */
  readonly user?: { uid: number; gid: number };
}

const PARTS = ["deno.json", "deno.lock", "main.ts", "lib", "routes", "app"];

/** This is `nobody`. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** What was built, by the version: instances write nothing there, so tests share it. */
const builds = new Map<string, Promise<Build>>();
let directory: string | undefined;

Deno.test.afterAll(async () => {
  builds.clear();
  if (directory === undefined) return;
  await run("chmod", ["-R", "u+w", directory]);
  await Deno.remove(directory, { recursive: true });
  directory = undefined;
});

/** Returns the app as a version of Deno has built it, which is there until all tests are done. */
export function build(version: string): Promise<Build> {
  const known = builds.get(version) ?? make(version);
  builds.set(version, known);
  return known;
}

async function make(version: string): Promise<Build> {
  const deno = await findDeno(version);
  directory ??= await newDirectory();
  const place = `${directory}/${version}`;
  const [sources, denoDir] = [`${place}/src`, `${place}/deno`];
  for (const folder of [place, sources, denoDir]) await Deno.mkdir(folder);
  for (const part of PARTS) await run("cp", ["-r", part, sources]);
  // Whoever the instances run as has to reach it.
  await Deno.copyFile(deno, `${place}/deno-program`);
  const env = { DENO_TLS_CA_STORE: "mozilla,system", ...inherited(), DENO_DIR: denoDir };
  await Deno.symlink("../../npm", `${denoDir}/npm`);
  await run(deno, ["install", "--quiet", "--entrypoint", "main.ts"], { cwd: sources, env });
  await run("chmod", ["-R", "a+rX,a-w", `${directory}/npm`, sources, denoDir]);
  await run("chmod", ["755", place, `${place}/deno-program`]);
  return {
    deno: `${place}/deno-program`,
    sources,
    denoDir,
    user: Deno.uid() === 0 ? NOBODY : undefined,
  };
}

/** Returns one that has the packages, of which most are here already. */
async function newDirectory(): Promise<string> {
  const made = await Deno.makeTempDir({ prefix: "epicme-deploy-" });
  await run("chmod", ["755", made]);
  await run("cp", ["-r", await npmCache(), `${made}/npm`]);
  return made;
}
async function npmCache(): Promise<string> {
  await run(Deno.execPath(), ["install", "--quiet", "--entrypoint", "main.ts"]);
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).npmCache;
}

async function run(
  command: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<void> {
  const { success, stderr } = await new Deno.Command(command, {
    args,
    ...options,
    clearEnv: options.env !== undefined,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`${command} ${args[0]}: ${new TextDecoder().decode(stderr)}`);
}
