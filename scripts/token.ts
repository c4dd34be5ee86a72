import { parseArgs } from "node:util";
import { readConfig } from "../lib/config.ts";
import { isLoopback } from "../lib/loopback.ts";
import { getAccessToken, type LocalAccount, SignInError } from "./access_token.ts";

/**
 * Prints an access token for a local account: `deno task token --scope "entries:read"`. The server
 * must be running. Only for the embedded server on a loopback address: anywhere else a token
 * belongs to a person who signs in.
 */
const LOCAL_EMAIL = "local@epicme.example";
const { values } = parseArgs({
  options: { scope: { type: "string" }, email: { type: "string" } },
});
const config = readConfig(Deno.env.toObject());
if (config.authorization.kind !== "embedded" || !isLoopback(config.publicUrl.hostname)) {
  fail("This works for the embedded authorization server on a loopback PUBLIC_URL only");
}
try {
  const account = values.email ? askFor(values.email) : keptAccount(config.dataDir);
  console.log(await getAccessToken(config.resource, { account, scope: values.scope }));
} catch (error) {
  fail(`No token from ${config.resource}: ${reasonOf(error)}`);
}

function reasonOf(error: unknown): unknown {
  if (!(error instanceof SignInError)) return error instanceof Error ? error.message : error;
  if (values.email) {
    return error.isTaken ? `The password of ${values.email} is wrong` : error.message;
  }
  if (!error.isTaken) {
    return `${error.message} (If another DATA_DIR than the server's is set here, set the server's.)`;
  }
  return `The server has another password for ${LOCAL_EMAIL} than ${
    accountFile(config.dataDir)
  }, ` +
    "so it was started with another DATA_DIR. Give this task the DATA_DIR of the server, " +
    "or name an account of yours with --email";
}

function askFor(email: string): LocalAccount {
  const password = Deno.env.get("EPICME_PASSWORD") ?? prompt(`Password of ${email}:`) ?? "";
  return { name: email, email, password };
}

function accountFile(dataDir: string): string {
  return `${dataDir}/token_account.json`;
}

/** An account of its own, whose password was made by chance and is readable by this user only. */
function keptAccount(dataDir: string): LocalAccount {
  const file = accountFile(dataDir);
  try {
    return JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const account = {
    name: "Local account",
    email: LOCAL_EMAIL,
    password: crypto.randomUUID(),
  };
  Deno.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  Deno.writeTextFileSync(file, JSON.stringify(account), { mode: 0o600 });
  return account;
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(1);
}
