import { startNpm } from "../support/programs/npm_program.ts";

/** A revision of the protocol that the suite knows the requirements of. */
export type Revision = "2026-07-28" | "2025-11-25";

/** What the suite found in one scenario. */
export interface Findings {
  /** The revision requires it of a server; what else there is, the suite reports only. */
  required: boolean;
  /** Something was checked, and nothing failed or was warned of. */
  passes: boolean;
  /** The ids of the checks that failed or were warned of. */
  missed: string[];
  /** What the suite said of them, for whoever reads a failed test. */
  messages: string[];
}

interface Check {
  id: string;
  status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  errorMessage?: string;
}

/** Runs all that `revision` has for servers, and returns the findings by scenario. */
export async function runSuite(url: string, revision: Revision): Promise<Map<string, Findings>> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-conformance-" });
  try {
    const args = ["server", "--url", url, "--requirements", revision, "--output-dir", directory];
    await using suite = startNpm("conformance", args);
    await suite.ended;
    const notScored = suite.output.matchAll(/^ {2}\S (\S+) \((?:extension|pending|added\S+)\)$/gm);
    const optional = new Set([...notScored].map(([, scenario]) => scenario));
    const findings = await readFindings(directory, optional);
    if (findings.size === 0) throw new Error(`The suite did not run:\n${suite.output}`);
    return findings;
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The suite leaves a folder for each scenario, named after it and the time. */
async function readFindings(
  directory: string,
  optional: Set<string>,
): Promise<Map<string, Findings>> {
  const findings = new Map<string, Findings>();
  for await (const { name } of Deno.readDir(directory)) {
    const [, scenario] = /^server-(.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(name) ?? [];
    const checks = JSON.parse(await Deno.readTextFile(`${directory}/${name}/checks.json`));
    findings.set(scenario, { required: !optional.has(scenario), ...judge(checks) });
  }
  return findings;
}

/** Stricter than the suite, which lets a scenario pass with warnings, or with nothing checked. */
function judge(checks: Check[]): Omit<Findings, "required"> {
  const missed = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
  return {
    passes: missed.length === 0 && checks.some(({ status }) => status === "SUCCESS"),
    missed: [...new Set(missed.map(({ id }) => id))].sort(),
    messages: missed.map(({ id, errorMessage }) => `${id}: ${errorMessage}`),
  };
}
