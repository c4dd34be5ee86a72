import { cacheDirectory, succeed } from "./install.ts";

const FOLDER = new URL("../../clients/go/", import.meta.url).pathname;

/**
 * Returns the command that runs the program of tests/clients/go, once it is built.
 *
 * @throws {Error} if there is no Go, or a module cannot be had.
 */
export async function prepareGo(): Promise<string[]> {
  const program = `${cacheDirectory()}/go-client`;
  // Without optimizations the first build takes two thirds of the time.
  const build = ["go", "build", "-gcflags=all=-N -l", "-ldflags=-s -w", "-o", program, "."];
  await succeed(build, FOLDER);
  return [program];
}
