import { parseArgs } from "node:util";
import { readConfig } from "../lib/config.ts";
import { isLoopback } from "../lib/loopback.ts";
import { getAccessToken, type LocalAccount } from "./access_token.ts";

/**
 * Prints an access token for a local account: `deno task token --scope "entries:read"`. The server
 * must be running. Only for the embedded server on a loopback address: anywhere else a token
 * belongs to a person who signs in.
 */
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
  fail(`No token from ${config.resource}: ${error instanceof Error ? error.message : error}`);
}

function askFor(email: string): LocalAccount {
  const password = Deno.env.get("EPICME_PASSWORD") ?? prompt(`Password of ${email}:`) ?? "";
  return { name: email, email, password };
}

/** An account of its own, whose password was made by chance and is readable by this user only. */
function keptAccount(dataDir: string): LocalAccount {
  const file = `${dataDir}/token_account.json`;
  try {
    return JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const account = {
    name: "Local account",
    email: "local@epicme.example",
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
