import { hasUriCharacters, writtenHost } from "../../uri.ts";

const LOOPBACK_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const MAX_LENGTH = 2000;

/** Schemes that a browser or the system handles itself: none of them is an app's own. */
const FOREIGN_SCHEMES = new RegExp(
  "^(?:" + [
    "about|blob|cid|content|data|feed|file|filesystem|git|gopher|intent|jar|javascript|jdbc|ldaps?",
    "livescript|magnet|mid|mocha|news|nfs|nntp|resource|res|rdp|s?ftps?|shell|smb|ssh|telnet|urn",
    "vbscript|view-source|vnc|wss?|webcal|wyciwyg",
    // Calls, messages, maps and shops.
    "callto|facetime.*|geo|itms.*|mailto|maps|market|mms(?:to)?|sip|sips|sms(?:to)?|telprompt|tel",
    // Families of a system or a browser.
    "android-.*|applescript|apple-.*|x-apple.*|ms-.*|microsoft-.*|search.*|help|hcp",
    "brave|chrome.*|edge|moz-.*|opera|safari-.*|vivaldi",
  ].join("|") + "):$",
);

/** Whether a redirect URI makes its client a native one: http on loopback, or an app's scheme. */
export function isNativeRedirect(uri: string): boolean {
  return URL.parse(uri)?.protocol !== "https:";
}

/**
 * What is wrong with a redirect URI, or `undefined`: https anywhere, http on loopback only
 * (RFC 8252, section 7.3), or a private-use scheme (section 7.1), never with a fragment.
 */
export function redirectProblem(uri: unknown): string | undefined {
  if (typeof uri !== "string") return `A redirect URI is ${typeof uri}, expected a string`;
  if (uri.length > MAX_LENGTH) {
    return `A redirect URI has ${uri.length} characters, expected at most ${MAX_LENGTH}`;
  }
  if (!hasUriCharacters(uri)) {
    return "A redirect URI has a backslash or another character that RFC 3986 does not know, " +
      "expected it escaped";
  }
  const url = URL.parse(uri);
  if (!url) return `The redirect URI ${uri} is not absolute`;
  if (uri.includes("#")) return `The redirect URI ${uri} has a fragment, expected none`;
  if (carriesCredentials(uri)) return "A redirect URI carries credentials, expected none";
  if (isWeb(url) && writtenHost(uri) !== url.hostname) {
    return `The redirect URI ${uri} leads to ${url.hostname}, expected it to say so`;
  }
  if (url.protocol === "http:" && !LOOPBACK_HOSTS.includes(url.hostname)) {
    return `The redirect URI ${uri} uses http, expected https or a loopback address`;
  }
  if (FOREIGN_SCHEMES.test(url.protocol)) {
    return `The redirect URI uses the scheme ${url.protocol}, expected https or one of the app's own`;
  }
  return undefined;
}

/**
 * Where a redirect URI leads, in the few words of the consent page. Of an app's own scheme only the
 * scheme counts: `evil://bank.example` does not lead to the bank.
 */
export function redirectHost(uri: string): string {
  const url = new URL(uri);
  return isWeb(url) ? url.host : url.protocol;
}

/** Whether a redirect URI leads to a program on the person's own machine. */
export function isLocalRedirect(uri: string): boolean {
  const url = new URL(uri);
  return !isWeb(url) || LOOPBACK_HOSTS.includes(url.hostname);
}

/** Also empty ones, which `URL` drops. */
function carriesCredentials(uri: string): boolean {
  return /^[^:/?#]+:\/\/[^/?#]*@/.test(uri);
}

function isWeb({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}
