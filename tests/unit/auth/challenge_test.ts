import assert from "node:assert/strict";
import { challenge } from "../../../lib/auth/mod.ts";
import { InvalidTokenError } from "../../../lib/auth/errors.ts";
import { EVERYDAY_SCOPES } from "../../../lib/scopes.ts";
import { readChallenge } from "../../support/clients/challenge.ts";

const METADATA = "https://journal.example/.well-known/oauth-protected-resource/mcp";

const MESSAGES = {
  'The issuer is "https://other.example"': 'The issuer is "https://other.example"',
  'A \\ and a "quote\\"': 'A \\ and a "quote\\"',
  'x", scope="entries:private': 'x", scope="entries:private',
  "Line\r\nSet-Cookie: a=b": "Line??Set-Cookie: a=b",
  "Für dich 🙂\0": "F?r dich ??",
};

Deno.test("a challenge carries any message as one quoted value, and nothing beside it", () => {
  for (const [message, read] of Object.entries(MESSAGES)) {
    const { status, headers } = challenge(new InvalidTokenError(message), {
      resourceMetadataUrl: METADATA,
      scopes: EVERYDAY_SCOPES,
    });
    assert.equal(status, 401);
    const { scope, ...parameters } = readChallenge(headers);
    assert.equal(scope, "user:read entries:read entries:write tags:read tags:write");
    assert.deepEqual(parameters, {
      error: "invalid_token",
      error_description: read,
      resource_metadata: METADATA,
    });
  }
});
