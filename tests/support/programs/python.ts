import { cacheDirectory, succeed } from "./install.ts";

/** It installs in seconds what takes pip a minute, and keeps it. */
const UV = "0.13.9";

const FOLDER = new URL("../../clients/python/", import.meta.url).pathname;

/**
 * Returns the command that runs a script of tests/clients/python, once its packages are installed.
 * `packages` is the file beside the script that pins them.
 *
 * @throws {Error} if there is no Python, or the packages cannot be had.
 */
export async function preparePython(script: string, packages: string): Promise<string[]> {
  const uv = await installUv();
  const command = (...options: string[]) => [
    ...[uv, "run", "--quiet", "--no-project", "--no-config", "--no-python-downloads"],
    ...["--with-requirements", `${FOLDER}${packages}`, ...options, "python"],
  ];
  const doNothing = ["-c", ""];
  // Nobody is asked for packages that are here.
  await succeed([...command("--offline"), ...doNothing])
    .catch(() => succeed([...command(), ...doNothing]));
  return [...command("--offline"), FOLDER + script];
}

/** Installs it in a folder of its own, and returns its path. */
async function installUv(): Promise<string> {
  const directory = `${cacheDirectory()}/uv-${UV}`;
  const program = `${directory}/bin/uv`;
  if (await Deno.stat(program).catch(() => undefined)) return program;
  await Deno.mkdir(cacheDirectory(), { recursive: true });
  const incomplete = await Deno.makeTempDir({ dir: cacheDirectory() });
  try {
    const pip = ["python3", "-m", "pip", "install", "--quiet", "--no-deps"];
    await succeed([...pip, "--target", incomplete, `uv==${UV}`]);
    // Tests of another file may have been faster.
    await Deno.rename(incomplete, directory).catch(() => {});
  } finally {
    await Deno.remove(incomplete, { recursive: true }).catch(() => {});
  }
  return program;
}
