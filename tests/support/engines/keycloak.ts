import { openRealm, type Realm } from "../../../scripts/keycloak/realm.ts";
import { freePort } from "../programs/free_port.ts";
import { cacheDirectory } from "../programs/install.ts";
import { start } from "../programs/program.ts";

export const KEYCLOAK_VERSION = "26.7.3";

/** A Keycloak of its own, which is gone with all that is in it when it is disposed of. */
export interface Keycloak extends AsyncDisposable {
  url: string;
  admin: { user: string; password: string };
  /** Opens a realm, made if there is none. */
  realm(name: string): Promise<Realm>;
  /** Kills it. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  restart(): Promise<void>;
}

/** The folder of Keycloak on this machine: `KEYCLOAK_HOME`, or where .ci/run puts it. */
export function findKeycloak(): string | undefined {
  const home = Deno.env.get("KEYCLOAK_HOME") ??
    `${cacheDirectory()}/keycloak-${KEYCLOAK_VERSION}`;
  try {
    Deno.statSync(`${home}/bin/kc.sh`);
    return home;
  } catch {
    return undefined;
  }
}

/** Starts it in a copy, since it writes into its own folder; `features` as in `--features`. */
export async function startKeycloak(
  home: string,
  { features = "cimd" }: { features?: string } = {},
): Promise<Keycloak> {
  const directory = await Deno.makeTempDir({ prefix: "epicme-keycloak-" });
  await new Deno.Command("cp", { args: ["-r", `${home}/.`, directory] }).output();
  // Whoever ran Keycloak in that folder left a database with another administrator.
  await Deno.remove(`${directory}/data/h2`, { recursive: true }).catch(() => {});
  const port = freePort();
  const admin = { user: "admin", password: "admin of tests" };
  const url = `http://127.0.0.1:${port}`;
  const run = async () => {
    const program = start(`${directory}/bin/kc.sh`, [
      ...["start-dev", "--http-host=127.0.0.1", `--http-port=${port}`, `--features=${features}`],
    ], {
      env: {
        KC_BOOTSTRAP_ADMIN_USERNAME: admin.user,
        KC_BOOTSTRAP_ADMIN_PASSWORD: admin.password,
        JAVA_OPTS_KC_HEAP: "-Xms64m -Xmx512m",
      },
    });
    await program.says(/Listening on:/);
    return program;
  };
  let program = await run();
  return {
    url,
    admin,
    realm: (realm) => openRealm(url, { realm, ...admin }),
    kill: async () => void await program.end("SIGKILL"),
    restart: async () => void (program = await run()),
    async [Symbol.asyncDispose]() {
      await program[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}
