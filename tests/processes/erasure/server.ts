import { readConfig } from "../../../lib/config.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { openApp } from "../../../routes/app.ts";

/** A server that does nothing but go on with what is unfinished: to be killed in the middle. */
if (import.meta.main) {
  const [location, searchDirectory] = Deno.args;
  const store = await openStore(location);
  await openApp(readConfig({}), { store, version: "0.0.0-test", searchDirectory });
  console.log("ready");
  setInterval(() => {}, 1_000);
}
