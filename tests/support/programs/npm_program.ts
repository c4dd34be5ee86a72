import { type Program, type ProgramOptions, start } from "./program.ts";

/** Programs from npm that the tests drive as people do, in exact versions. */
const PACKAGES = {
  conformance: "npm:@modelcontextprotocol/conformance@0.2.0-alpha.12",
  inspector: "npm:@modelcontextprotocol/inspector@2.12.0",
  "mcp-remote": "npm:mcp-remote@0.15.1",
};

export type NpmProgram = keyof typeof PACKAGES;

const PRELOADS = ["./event_stream_text.ts", "./clock_file.ts"]
  .map((file) => `--preload=${import.meta.resolve(file)}`);

/** Returns the arguments with which Deno runs a program: on its own, outside our lock file. */
export function denoArguments(program: NpmProgram, args: string[]): string[] {
  const options = ["-A", "--quiet", "--no-lock", "--no-config", ...PRELOADS];
  return ["run", ...options, PACKAGES[program], ...args];
}

/** Starts a program. */
export function startNpm(program: NpmProgram, args: string[], options?: ProgramOptions): Program {
  return start(Deno.execPath(), denoArguments(program, args), options);
}
