import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { Browser, View } from "../../../scripts/browser/browser.ts";
import type { TestServer } from "../servers/server.ts";
import { accountOf } from "./person.ts";
import { sameOrigin } from "./account.ts";

/** A passkey in the hands of a test, which can do with it what no authenticator would. */
export interface SoftPasskey {
  readonly id: string;
  /** The answer to options of `navigator.credentials.create`. */
  register(options: Options, changes?: Changes): Promise<string>;
  /** The answer to options of `navigator.credentials.get`. */
  answer(options: Options, changes?: Changes): Promise<string>;
}

interface Options {
  challenge: string;
  user?: { id: string };
}

/** What is not as it should be. */
export interface Changes {
  origin?: string;
  challenge?: string;
  userHandle?: string;
  counter?: number;
  rpID?: string;
  isVerified?: boolean;
  type?: string;
  /** What the authenticator says of its maker. */
  attestation?: { format: string; statement: Map<string, unknown> };
}

/** Makes a passkey of P-256 that counts. */
export async function softPasskey(server: TestServer): Promise<SoftPasskey> {
  const keys = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign"],
  );
  const { x, y } = await crypto.subtle.exportKey("jwk", keys.publicKey);
  const credentialId = crypto.getRandomValues(new Uint8Array(32));
  const id = encode(credentialId);
  let userHandle: string | undefined;
  let counter = 0;

  async function authenticatorData(
    { rpID = "localhost", isVerified = true, counter: given }: Changes,
    attested = new Uint8Array(),
  ): Promise<Uint8Array<ArrayBuffer>> {
    counter++;
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, given ?? counter);
    const flags = 0x01 | (isVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    return join(
      await sha256(new TextEncoder().encode(rpID)),
      Uint8Array.of(flags),
      count,
      attested,
    );
  }
  const clientData = (type: string, { challenge }: Options, changes: Changes) =>
    new TextEncoder().encode(JSON.stringify({
      type: changes.type ?? type,
      challenge: changes.challenge ?? challenge,
      origin: changes.origin ?? server.url,
      crossOrigin: false,
    }));

  return {
    id,
    async register(options, changes = {}) {
      userHandle = options.user?.id;
      const key = new Map<number, number | Uint8Array<ArrayBuffer>>([
        ...[[1, 2], [3, -7], [-1, 1]] as [number, number][],
        [-2, decode(x!)],
        [-3, decode(y!)],
      ]);
      const attested = join(
        new Uint8Array(16),
        Uint8Array.of(0, credentialId.length),
        credentialId,
        isoCBOR.encode(key),
      );
      const { format = "none", statement = new Map() } = changes.attestation ?? {};
      const attestation = new Map<string, unknown>([
        ["fmt", format],
        ["attStmt", statement],
        ["authData", await authenticatorData(changes, attested)],
      ]);
      return JSON.stringify({
        ...{ id, rawId: id, type: "public-key" },
        response: {
          clientDataJSON: encode(clientData("webauthn.create", options, changes)),
          attestationObject: encode(isoCBOR.encode(attestation as never)),
        },
      });
    },
    async answer(options, changes = {}) {
      const data = await authenticatorData(changes);
      const client = clientData("webauthn.get", options, changes);
      const signed = join(data, await sha256(client));
      const algorithm = { name: "ECDSA", hash: "SHA-256" };
      const raw = new Uint8Array(await crypto.subtle.sign(algorithm, keys.privateKey, signed));
      return JSON.stringify({
        ...{ id, rawId: id, type: "public-key" },
        response: {
          clientDataJSON: encode(client),
          authenticatorData: encode(data),
          signature: encode(toDer(raw)),
          userHandle: changes.userHandle ?? userHandle,
        },
      });
    },
  };
}

/** Asks for a challenge as the script of a page does. */
export async function challengeFor(
  server: TestServer,
  browser: Browser,
  form: Record<string, string>,
): Promise<{ status?: number; options: Options }> {
  const { response, html } = await browser.go("/account/passkeys/challenge", {
    method: "POST",
    body: new URLSearchParams(form),
    headers: sameOrigin(server),
  });
  return { status: response?.status, options: response?.ok ? JSON.parse(html) : undefined };
}

/** Sends a form as the script of a page does. */
export function sendForm(
  server: TestServer,
  browser: Browser,
  path: string,
  form: Record<string, string>,
): Promise<View> {
  const headers = sameOrigin(server);
  return browser.go(path, { method: "POST", body: new URLSearchParams(form), headers });
}

/** The token of the forms of a page. */
export function tokenOf({ html }: View): string {
  return /name="token" value="([^"]*)"/.exec(html)?.[1] ?? "";
}

/** Opens the page of passkeys, after its person has given their password. */
export async function openPasskeys(browser: Browser, name: string): Promise<View> {
  const confirm = await browser.go("/account/confirm?to=/account/passkeys");
  if (confirm.url.pathname === "/account/passkeys") return confirm;
  return await browser.submit(confirm, {
    having: "password",
    fill: { password: accountOf(name).password },
  });
}

/** Adds a passkey to the account of somebody who is signed in; returns the page that follows. */
export async function addPasskey(
  server: TestServer,
  { browser, name, passkey, changes }: {
    browser: Browser;
    name: string;
    passkey: SoftPasskey;
    changes?: Changes;
  },
): Promise<View> {
  const token = tokenOf(await openPasskeys(browser, name));
  const { options } = await challengeFor(server, browser, { for: "add", token });
  return await sendForm(server, browser, "/account/passkeys/add", {
    ...{ token, name: "A telephone" },
    passkey: await passkey.register(options, changes),
  });
}

function encode(bytes: Uint8Array<ArrayBuffer>): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

/** A signature as WebAuthn has it: an ASN.1 sequence of two integers. */
function toDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const integer = (bytes: Uint8Array) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.slice(start);
    const content = short[0] > 127 ? [0, ...short] : [...short];
    return [2, content.length, ...content];
  };
  const content = [...integer(raw.slice(0, 32)), ...integer(raw.slice(32))];
  return Uint8Array.from([0x30, content.length, ...content]);
}
