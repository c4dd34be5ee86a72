/** Whether `hostname` names this machine only, so that plain HTTP to it cannot be overheard. */
export function isLoopback(hostname: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]", "::1"].includes(hostname);
}

/** Whether what is sent to `url` stays between the two ends: https, or this machine. */
export function isSecure(url: URL): boolean {
  return url.protocol === "https:" || isLoopback(url.hostname);
}
