import { hasAccounts } from "../../identity/people/has_accounts.ts";
import { isLoopback } from "../../loopback.ts";
import { openStore } from "../../kv/store.ts";
import { journalFile } from "../journal_file.ts";
import type { DoctorOptions } from "./check.ts";
import { isOurs, statOf } from "./directory.ts";
import { type Finding, note, right, wrong } from "./finding.ts";
import { inTime } from "./in_time.ts";
import { loginOf } from "./provider/login.ts";

/** Whether anybody can sign in at the embedded authorization server. */
export async function checkAccounts({ config }: DoctorOptions): Promise<Finding[]> {
  const { authorization, kvUrl, publicUrl } = config;
  if (authorization.kind !== "embedded") return [];
  const { policy } = authorization.signUp;
  if (policy === "open") {
    return isLoopback(publicUrl.hostname) ? [right("Anybody on this machine can sign up")] : [note(
      "SIGN_UP is open: anybody who finds the server can have an account",
      "Give it an invitation code, or close it, once everybody has theirs.",
    )];
  }
  if (policy === "invitation") return [right("Who has the invitation code can sign up")];
  if (loginOf(config)?.signUp) return [right("People come by LOGIN_ISSUER")];
  const location = kvUrl === ":memory:" ? undefined : kvUrl ?? existing(journalFile(config));
  try {
    if (location && await inTime(() => anybodyIn(location))) {
      return [right("SIGN_UP is closed, and there are accounts")];
    }
  } catch {
    // What keeps the database from being read is found by its own check.
    return [];
  }
  return [wrong(
    "SIGN_UP is closed and nobody has an account: nobody can sign in",
    "Set SIGN_UP to an invitation code of at least 8 characters, or sign up on loopback first.",
  )];
}

function existing(file: string): string | undefined {
  return statOf(file) && isOurs(file) ? file : undefined;
}

async function anybodyIn(location: string): Promise<boolean> {
  const store = await openStore(location);
  try {
    return await hasAccounts(store);
  } finally {
    store.close();
  }
}
