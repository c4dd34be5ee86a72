import { succeed } from "../programs/install.ts";

/** The oldest that the platform was said to run, one in the middle, and the one that runs this. */
export const DENO_VERSIONS = ["2.5.6", "2.7.14", Deno.version.deno];

/** Returns the program of a version of Deno, which npm fetches unless it is the one that runs this. */
export async function findDeno(version: string): Promise<string> {
  if (version === Deno.version.deno) return Deno.execPath();
  const path = await Deno.makeTempFile();
  try {
    const say = `Deno.writeTextFileSync(${JSON.stringify(path)}, Deno.execPath())`;
    await succeed(["npx", "--yes", `deno@${version}`, "eval", say]);
    return await Deno.readTextFile(path);
  } finally {
    await Deno.remove(path);
  }
}
