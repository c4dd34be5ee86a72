import { parseArgs } from "node:util";
import { type Config, ConfigError, readConfig } from "../lib/config.ts";
import { openStore } from "../lib/kv/store.ts";
import type { Log } from "../lib/log.ts";
import {
  type DoctorOptions,
  examine,
  type Finding,
  withoutSecrets,
} from "../lib/operations/mod.ts";
import { journalFile } from "../lib/operations/journal_file.ts";
import { openAuthorization } from "../lib/services/authorization.ts";

/**
 * Says what is wrong with how the server is set up, and what to do: `deno task doctor`. With
 * `--token <token>` it looks into an access token, too; `--token -` reads it from standard input, so
 * that it stays out of the history of the shell. With `--mail=<address>` it sends a mail there. Exits with 1 if something is wrong.
 */
const { values } = parseArgs({ options: { token: { type: "string" }, mail: { type: "string" } } });

// What is opened here is for the server's user only, as when the server opens it.
if (Deno.build.os !== "windows") Deno.umask(0o077);
Deno.exit(await diagnose(configuration()));

async function diagnose(config: Config): Promise<0 | 1> {
  const token = values.token === "-"
    ? (await new Response(Deno.stdin.readable).text()).trim()
    : values.token;
  await using own = new AsyncDisposableStack();
  const introspect = token === undefined ? undefined : await embeddedIntrospection(config, own);
  const options: DoctorOptions = { config, token, introspect, mailTo: values.mail };
  const findings = await examine(options);
  for (const finding of findings) console.log(withoutSecrets(textOf(finding), options));
  const wrong = findings.filter(({ verdict }) => verdict === "wrong").length;
  console.log(wrong === 0 ? "\nNothing is wrong." : `\n${wrong} to mend.`);
  return wrong === 0 ? 0 : 1;
}

function textOf({ verdict, says, advice }: Finding): string {
  const marks = { right: "ok    ", note: "note  ", wrong: "WRONG " };
  return `${marks[verdict]} ${says}${advice === undefined ? "" : `\n        ${advice}`}`;
}

/** The embedded server has its tokens in the database, and needs not run. */
async function embeddedIntrospection(config: Config, own: AsyncDisposableStack) {
  if (config.authorization.kind !== "embedded" || config.kvUrl === ":memory:") return undefined;
  const location = config.kvUrl ?? journalFile(config);
  try {
    if (!config.kvUrl && Deno.statSync(location).uid !== Deno.uid()) return undefined;
    const store = own.adopt(await openStore(location), (store) => store.close());
    const log: Log = { info() {}, error() {} };
    const options = { store, log, now: Date.now, onRevoked() {} };
    const authorization = await openAuthorization(config, options);
    own.adopt(authorization, (authorization) => authorization.close());
    return authorization.introspect;
  } catch {
    // Its own check says why the database cannot be opened.
    return undefined;
  }
}

function configuration(): Config {
  try {
    return readConfig(Deno.env.toObject());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const says of error.problems) console.log(textOf({ verdict: "wrong", says }));
    console.log("\nThe server does not start so. docs/configuration.md has every variable.");
    Deno.exit(1);
  }
}
