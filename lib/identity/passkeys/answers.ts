import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import { decodeText } from "../../base64url.ts";

/** Longest answer of a browser in characters: a credential id and a certificate have their room. */
const MAX_ANSWER = 16_000;

const base64url = z.string().regex(/^[\w-]+$/);

/** Longest credential id in characters of base64url. WebAuthn allows 1,023 bytes. */
const credentialId = base64url.max(1364);

const registration = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(8).optional(),
  }),
});

const authentication = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
});

/** An answer with the challenge that it says to have signed, which proves nothing yet. */
export interface Answer<T> {
  readonly challenge: string;
  readonly answer: T;
}

/** Reads what a browser sends of a new passkey (WebAuthn, RegistrationResponseJSON). */
export function readRegistration(text: string): Answer<RegistrationResponseJSON> | undefined {
  const answer = parse(registration, text);
  return answer && withChallenge({ ...answer, clientExtensionResults: {} });
}

/** Reads what a browser sends of a passkey that was used (WebAuthn, AuthenticationResponseJSON). */
export function readAuthentication(text: string): Answer<AuthenticationResponseJSON> | undefined {
  const answer = parse(authentication, text);
  if (!answer) return undefined;
  const { userHandle, ...response } = answer.response;
  return withChallenge({
    ...answer,
    response: { ...response, ...(userHandle ? { userHandle } : {}) },
    clientExtensionResults: {},
  });
}

function parse<T>(schema: z.ZodType<T>, text: string): T | undefined {
  if (text.length > MAX_ANSWER) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function withChallenge<T extends { response: { clientDataJSON: string } }>(
  answer: T,
): Answer<T> | undefined {
  try {
    const text = decodeText(answer.response.clientDataJSON, MAX_ANSWER) ?? "";
    const { challenge } = JSON.parse(text);
    return typeof challenge === "string" && challenge.length < 200
      ? { challenge, answer }
      : undefined;
  } catch {
    return undefined;
  }
}
