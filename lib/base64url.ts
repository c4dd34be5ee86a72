/** Encodes a text (UTF-8) in base64url without padding (RFC 4648, section 5). */
export function encodeText(text: string): string {
  return new TextEncoder().encode(text).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Decodes such a text; returns `undefined` for anything else, and for more than `maxLength`. */
export function decodeText(encoded: string, maxLength: number): string | undefined {
  if (encoded.length > maxLength || !/^[\w-]+$/.test(encoded)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true })
      .decode(Uint8Array.fromBase64(encoded, { alphabet: "base64url" }));
  } catch {
    return undefined;
  }
}
