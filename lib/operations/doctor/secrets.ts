import type { Config } from "../../config.ts";
import type { DoctorOptions } from "./check.ts";
import { loginOf } from "./provider/login.ts";

/** Shorter ones would make holes into words; they are kept out where sentences are made. */
const SHORTEST = 6;

/**
 * Returns `text` with `…` in the place of every secret of the configuration and of the token. What
 * checks say holds none: this holds for what providers tell of themselves, too.
 */
export function withoutSecrets(text: string, options: DoctorOptions): string {
  return secretsOf(options).filter(({ length }) => length >= SHORTEST)
    .reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
}

function secretsOf({ config, token = "" }: DoctorOptions): string[] {
  const { authorization } = config;
  return [
    token,
    Deno.env.get("DENO_KV_ACCESS_TOKEN") ?? "",
    ...passwordsIn(config),
    ...authorization.kind === "external" ? [authorization.client.secret] : [],
    ...authorization.kind === "embedded" && authorization.signUp.policy === "invitation"
      ? [authorization.signUp.code]
      : [],
    loginOf(config)?.client.secret ?? "",
  ];
}

function passwordsIn({ databaseUrl = "", kvUrl = "", mail }: Config): string[] {
  return [databaseUrl, kvUrl, mail?.url.href ?? ""].flatMap((url) => {
    const password = URL.parse(url)?.password ?? "";
    return [password, decodeURIComponent(password)];
  });
}
