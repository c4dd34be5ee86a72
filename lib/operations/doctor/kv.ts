import { measureSpeed } from "../../kv/speed.ts";
import { isReadOnly } from "../../kv/read_only.ts";
import { openStore } from "../../kv/store.ts";
import { journalFile } from "../journal_file.ts";
import type { DoctorOptions } from "./check.ts";
import { isOurs, statOf } from "./directory.ts";
import { type Finding, note, right, wrong } from "./finding.ts";
import { inTime } from "./in_time.ts";
import { troubleOf, wordsOf } from "./trouble.ts";

/** From here on a call, which makes several trips, takes a tenth of a second. */
const SLOW_MS = 20;

/** Whether the journals can be read and written, and how fast. Nothing of them is looked at. */
export async function checkKv({ config }: DoctorOptions): Promise<Finding[]> {
  const { kvUrl } = config;
  if (kvUrl === ":memory:") {
    return [note("KV_URL is :memory:", "All journals are gone when the server stops.")];
  }
  if (kvUrl !== undefined) return [await examine(kvUrl, `The database of KV_URL`, explainRemote)];
  const file = journalFile(config);
  if (statOf(file) === undefined) {
    return [right(`${file} is not there yet: the first start makes it`)];
  }
  // Opening it would leave files beside it that the server cannot open.
  if (!isOurs(file)) return [];
  return [await examine(file, file, explainFile)];
}

async function examine(
  location: string,
  name: string,
  explain: (error: unknown, name: string) => Finding,
): Promise<Finding> {
  try {
    return await inTime(async () => {
      const store = await openStore(location);
      try {
        return speedOf(name, await measureSpeed(store));
      } finally {
        store.close();
      }
    });
  } catch (error) {
    return explain(error, name);
  }
}

function speedOf(name: string, { small, large }: { small: number; large: number }): Finding {
  const figures = `${Math.ceil(small)} ms for a small answer, ${Math.ceil(large)} ms for 2 kB`;
  if (large < SLOW_MS) return right(`${name} is read and written: ${figures}`);
  return note(
    `${name} is slow: ${figures}`,
    large - small >= SLOW_MS
      ? "Put a proxy in front of it, as docs/operations.md says under More than one machine."
      : "It is far away or busy.",
  );
}

function explainRemote(error: unknown, name: string): Finding {
  if (/status 40[13]/.test(wordsOf(error).join(" "))) {
    return wrong(
      `${name} refuses the access token`,
      "Set DENO_KV_ACCESS_TOKEN to the token that the database was started with.",
    );
  }
  const trouble = /status \d+/.test(wordsOf(error).join(" "))
    ? "what answers there is no KV Connect"
    : troubleOf(error);
  return wrong(
    `${name} cannot be used: ${trouble}`,
    "Start it, and compare KV_URL with where it listens. Nothing works without it.",
  );
}

function explainFile(error: unknown, name: string): Finding {
  return isReadOnly(error)
    ? wrong(
      `${name} takes no writes: its disk is full or read-only`,
      "Make room, see docs/operations.md, A full disk.",
    )
    : wrong(
      `${name} cannot be opened: it is damaged or locked by another program`,
      "Stop other programs that use it, then ask again. If it is damaged, restore a backup: " +
        "deno task restore --force <file>",
    );
}
