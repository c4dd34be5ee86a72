import { inherited } from "../programs/program.ts";
import { findDeno } from "./deno_versions.ts";

/** An app as the platform has built it: sources and packages, which its instances can only read. */
export interface Build extends AsyncDisposable {
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

/** Builds the app with a version of Deno. Disposing of it removes it. */
export async function build(version: string): Promise<Build> {
  const deno = await findDeno(version);
  const directory = await Deno.makeTempDir({ prefix: "epicme-deploy-" });
  const [sources, denoDir] = [`${directory}/src`, `${directory}/deno`];
  await Deno.mkdir(sources);
  for (const part of PARTS) await run("cp", ["-r", part, sources]);
  // Whoever the instances run as has to reach it.
  await Deno.copyFile(deno, `${directory}/deno-program`);
  const env = { DENO_TLS_CA_STORE: "mozilla,system", ...inherited(), DENO_DIR: denoDir };
  // Most of it is here already.
  await Deno.mkdir(denoDir);
  await run("cp", ["-r", await npmCache(), `${denoDir}/npm`]);
  await run(deno, ["install", "--quiet", "--entrypoint", "main.ts"], { cwd: sources, env });
  await run("chmod", ["-R", "a+rX,a-w", sources, denoDir]);
  await run("chmod", ["755", directory, `${directory}/deno-program`]);
  return {
    deno: `${directory}/deno-program`,
    sources,
    denoDir,
    user: Deno.uid() === 0 ? NOBODY : undefined,
    async [Symbol.asyncDispose]() {
      await run("chmod", ["-R", "u+w", directory]);
      await Deno.remove(directory, { recursive: true });
    },
  };
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
