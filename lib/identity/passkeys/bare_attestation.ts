import type { RegistrationResponseJSON } from "@simplewebauthn/server";

/**
 * The answer of a new passkey without its attestation statement (WebAuthn, section 6.5.4). None is
 * asked for, and none is to be looked at: its certificates name addresses that would be fetched, and
 * its formats are parsers that nobody needs. Throws for what is no CBOR.
 */
export async function withoutStatement(
  answer: RegistrationResponseJSON,
): Promise<RegistrationResponseJSON> {
  const { isoBase64URL, isoCBOR } = await import("@simplewebauthn/server/helpers");
  const { response } = answer;
  const given = isoCBOR.decodeFirst<Map<string, Uint8Array<ArrayBuffer>>>(
    isoBase64URL.toBuffer(response.attestationObject),
  );
  const bare = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", given.get("authData")],
  ]);
  const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(bare as never));
  return { ...answer, response: { ...response, attestationObject } };
}
