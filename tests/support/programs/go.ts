import { cacheDirectory, succeed } from "./install.ts";

/** Programs in Go, by the folder of tests that they are in, with what they are built as. */
const PROGRAMS = { clients: "go-client", external: "go-provider" } as const;

/**
 * Returns the command that runs the program of tests/clients/go, or of another folder, once it is
 * built.
 *
 * @throws {Error} if there is no Go, or a module cannot be had.
 */
export async function prepareGo(folder: keyof typeof PROGRAMS = "clients"): Promise<string[]> {
  const program = `${cacheDirectory()}/${PROGRAMS[folder]}`;
  const directory = new URL(`../../${folder}/go/`, import.meta.url).pathname;
  // Without optimizations the first build takes two thirds of the time.
  const build = ["go", "build", "-gcflags=all=-N -l", "-ldflags=-s -w", "-o", program, "."];
  await succeed(build, directory);
  return [program];
}
