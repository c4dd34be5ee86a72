import type { Config } from "../../config.ts";
import type { DoctorOptions } from "./check.ts";
import { type Finding, right, wrong } from "./finding.ts";

/** Bits of a mode: what others than the owner may do. */
const READ_BY_OTHERS = 0o055;
const WRITE_BY_OTHERS = 0o022;

/** Whose the files are, and whether others can read them. */
export function checkDirectory({ config }: DoctorOptions): Promise<Finding[]> {
  return Promise.resolve(findingsOf(config));
}

function findingsOf({ dataDir, kvUrl, databaseUrl }: Config): Finding[] {
  if (kvUrl && (databaseUrl || kvUrl === ":memory:")) return [];
  const directory = statOf(dataDir);
  if (directory === undefined) {
    return [right(`DATA_DIR ${dataDir} is not there yet: the first start makes it`)];
  }
  if (!directory.isDirectory) {
    return [wrong(`DATA_DIR ${dataDir} is no directory`, "Set DATA_DIR to a directory.")];
  }
  const files = filesOf(dataDir);
  const problems = [...foreign([dataDir, ...files]), ...exposed(dataDir, files)];
  return problems.length > 0
    ? problems
    : [right(`DATA_DIR ${dataDir} belongs to this user, and nobody else can read it`)];
}

/** The server cannot open what another user has left there. */
function foreign(paths: string[]): Finding[] {
  const theirs = paths.filter((path) => !isOurs(path));
  if (theirs.length === 0) return [];
  return [wrong(
    `${theirs.join(", ")}: this belongs to another user than the one who asks (${Deno.uid()})`,
    "Ask as the user of the server, or give the files to that user with chown.",
  )];
}

/** What a directory hides is safe, whatever the mode of the files in it. */
function exposed(directory: string, files: string[]): Finding[] {
  if (Deno.build.os === "windows") return [];
  const has = (path: string, bits: number) => ((statOf(path)?.mode ?? 0) & bits) !== 0;
  const open = [
    ...has(directory, WRITE_BY_OTHERS) ? [directory] : [],
    ...has(directory, READ_BY_OTHERS) ? files.filter((path) => has(path, READ_BY_OTHERS)) : [],
  ];
  if (open.length === 0) return [];
  return [wrong(
    `Other users of this machine can get at ${open.join(", ")}`,
    `All journals are in there: chmod -R go= ${directory}`,
  )];
}

/** Whether a file is not there, or belongs to the user of this process. */
export function isOurs(path: string): boolean {
  const { uid } = statOf(path) ?? { uid: null };
  return uid === null || uid === Deno.uid();
}

export function statOf(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch {
    return undefined;
  }
}

function filesOf(directory: string): string[] {
  const names = ["journal.kv", "journal.kv-wal", "journal.kv-shm", "search", "backups"];
  return names.map((name) => `${directory}/${name}`).filter((path) => statOf(path) !== undefined);
}
