import { readConfig } from "../../lib/config.ts";
import { type DoctorOptions, examine, type Finding } from "../../lib/operations/mod.ts";
import { freePort } from "./programs/free_port.ts";

/** What the doctor says, by its verdicts. */
export interface Diagnosis {
  wrong: string[];
  notes: string[];
  right: string[];
  /** Every word of it. */
  text: string;
}

export interface Patient extends AsyncDisposable {
  dataDir: string;
  port: number;
  /** Asks the doctor about a server in an empty directory at a free port, with these variables. */
  diagnose(
    environment?: Record<string, string>,
    options?: Omit<DoctorOptions, "config">,
  ): Promise<Diagnosis>;
}

/** A configuration with which nothing is wrong, to break in tests. */
export async function patient({ port = freePort() }: { port?: number } = {}): Promise<Patient> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-doctor-" });
  const dataDir = `${directory}/data`;
  return {
    dataDir,
    port,
    async diagnose(environment = {}, options = {}) {
      const config = readConfig({ PORT: String(port), DATA_DIR: dataDir, ...environment });
      return sorted(await examine({ config, ...options }));
    },
    [Symbol.asyncDispose]: () => Deno.remove(directory, { recursive: true }),
  };
}

function sorted(findings: Finding[]): Diagnosis {
  const of = (verdict: Finding["verdict"]) =>
    findings.filter((finding) => finding.verdict === verdict).map(({ says }) => says);
  return {
    wrong: of("wrong"),
    notes: of("note"),
    right: of("right"),
    text: findings.map(({ says, advice = "" }) => `${says}\n${advice}`).join("\n"),
  };
}
