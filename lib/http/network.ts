import { isIPv4, isIPv6 } from "node:net";

/**
 * The network by which an address is counted. A household has a whole /64 of IPv6 addresses and may
 * change among them at will, and the address of a connection may come with a port. What is no
 * address stays as it is.
 */
export function networkOf(address: string): string {
  const host = withoutPort(address).replace(/%.*$/, "");
  if (!isIPv6(host)) return host;
  const groups = groupsOf(host);
  return mappedIPv4(groups) ?? `${groups.slice(0, 4).join(":")}::/64`;
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1];
  if (bracketed !== undefined) return bracketed;
  const [host, ...ports] = address.split(":");
  return ports.length === 1 && isIPv4(host) ? host : address;
}

/** The eight groups of an IPv6 address in hexadecimal without leading zeros. */
function groupsOf(address: string): string[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [left, right] = canonical.split("::").map((half) => half.split(":").filter(Boolean));
  if (!right) return left;
  return [...left, ...Array(8 - left.length - right.length).fill("0"), ...right];
}

/** The IPv4 address that a group of the form `::ffff:a.b.c.d` stands for. */
function mappedIPv4(groups: string[]): string | undefined {
  if (groups.slice(0, 6).join(":") !== "0:0:0:0:0:ffff") return undefined;
  const bytes = groups.slice(6).map((group) => parseInt(group, 16));
  return bytes.flatMap((group) => [group >> 8, group & 255]).join(".");
}
