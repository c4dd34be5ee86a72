import type { Config, LoginConfig } from "../../../config.ts";
import type { Check } from "../check.ts";
import { wrong } from "../finding.ts";
import { signInCredentials } from "./credentials.ts";
import { readMetadata } from "./metadata.ts";

/** Whether people can sign in with the provider of `LOGIN_ISSUER`. */
export const checkLogin: Check = async ({ config, fetch, now }) => {
  const login = loginOf(config);
  if (login === undefined) return [];
  const { issuer, client } = login;
  const variable = "LOGIN_ISSUER";
  const { metadata, findings } = await readMetadata({ issuer, variable, fetch, now });
  if (metadata === undefined) return findings;
  const endpoints = (["authorization_endpoint", "token_endpoint", "jwks_uri"] as const)
    .filter((name) => !metadata[name]);
  if (endpoints.length > 0) {
    return [
      ...findings,
      wrong(
        `The metadata of ${variable} lack ${endpoints.join(" and ")}`,
        "It must be an OpenID Connect provider: compare the issuer with its pages.",
      ),
    ];
  }
  return [...findings, ...await signInCredentials({ metadata, client, fetch })];
};

/** Returns the provider with which people sign in, if there is one. */
export function loginOf({ authorization }: Config): LoginConfig | undefined {
  return authorization.kind === "embedded" ? authorization.login : undefined;
}
