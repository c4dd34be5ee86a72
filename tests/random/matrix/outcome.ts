import { EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
import { readChallenge } from "../../support/clients/challenge.ts";
import type { RawResponse } from "../../support/clients/raw_request.ts";

/**
 * Says in a few words how a request was answered: the status, the error of the challenge, and
 * whatever is not as the rules want it to be.
 */
export function outcome(answer: RawResponse, origin: string): string {
  const { status, headers } = answer;
  const challenged = headers.has("www-authenticate");
  const error = challenged ? readChallenge(headers).error : undefined;
  const flaws = challenged ? challengeFlaws(answer, origin) : [];
  if (challenged !== [401, 403].includes(status)) flaws.push("a challenge, or none, out of place");
  if (headers.get("access-control-allow-origin") !== "*") flaws.push("no CORS");
  if (status === 405 && headers.get("allow") !== "POST, OPTIONS") flaws.push("no Allow");
  return [[status, error].filter(Boolean).join(" "), ...flaws].join(", but ");
}

function challengeFlaws({ status, headers }: RawResponse, origin: string): string[] {
  const { error, error_description, scope, resource_metadata } = readChallenge(headers);
  const wanted = status === 403 ? "user:read" : EVERYDAY_SCOPES.join(" ");
  const flaws = [];
  if (scope !== wanted) flaws.push(`scope="${scope}"`);
  if (resource_metadata !== `${origin}/.well-known/oauth-protected-resource/mcp`) {
    flaws.push(`resource_metadata="${resource_metadata}"`);
  }
  if (headers.get("cache-control") !== "no-store") flaws.push("it may be stored");
  if (Boolean(error) !== Boolean(error_description)) flaws.push("an error without words");
  return flaws;
}
