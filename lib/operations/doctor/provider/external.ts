import type { Check } from "../check.ts";
import { introspectionCredentials } from "./credentials.ts";
import { readMetadata } from "./metadata.ts";
import { introspectionOffered, scopesKnown, signInOffered } from "./offers.ts";
import { registrationPossible } from "./registration.ts";

/** Whether the authorization server of `AUTH_ISSUER` can be used by us and by clients. */
export const checkExternalServer: Check = async ({ config: { authorization }, fetch, now }) => {
  if (authorization.kind !== "external") return [];
  const { issuer, introspectionEndpoint, client } = authorization;
  const variable = "AUTH_ISSUER";
  const { metadata, findings } = await readMetadata({
    ...{ issuer, variable, introspectionEndpoint, fetch, now },
  });
  if (metadata === undefined) return findings;
  const endpointProblem = introspectionOffered(metadata, introspectionEndpoint);
  return [
    ...findings,
    ...signInOffered(metadata, variable),
    ...scopesKnown(metadata),
    ...await registrationPossible(metadata, { fetch }),
    ...endpointProblem,
    ...endpointProblem.length > 0
      ? []
      : await introspectionCredentials({ metadata, introspectionEndpoint, client, fetch }),
  ];
};
