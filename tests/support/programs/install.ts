/** Where the tests keep programs that they have installed, from one run to the next. */
export function cacheDirectory(): string {
  const caches = Deno.env.get("XDG_CACHE_HOME") || `${Deno.env.get("HOME")}/.cache`;
  return `${caches}/epicme-tests`;
}

/**
 * Runs a command to its end.
 *
 * @throws {Error} with what it said if it cannot be started, or fails.
 */
export async function succeed([command, ...args]: string[], cwd?: string): Promise<void> {
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command, {
      args,
      cwd,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`${command} is not installed`);
  }
  const { success, stderr } = await child.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
}

/** Returns what `prepare` makes. If that cannot be had, says why tests are skipped. */
export async function installed<T>(
  name: string,
  prepare: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await prepare();
  } catch (error) {
    const [why] = String(error).split("\n");
    console.warn(`Tests with ${name} are skipped, because it cannot be had: ${why}`);
  }
}
