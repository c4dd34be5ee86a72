import { BlockList, isIP } from "node:net";

/** IANA's special-purpose registries (RFC 6890): nothing public answers there. */
const IPV4 = blockList("ipv4", [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24",
  "192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24",
  "198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4",
]);

/** The only part of IPv6 that is given out for public use (RFC 4291, section 2.4). */
const GLOBAL_IPV6 = blockList("ipv6", ["2000::/3"]);

/** What within it is not public; ranges that embed an IPv4 address (Teredo, 6to4) are refused whole. */
const IPV6 = blockList("ipv6", [
  "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20",
]);

/** Whether an address is private, loopback, link-local or otherwise not on the public internet. */
export function isSpecialUse(address: string): boolean {
  // A zone names an interface of this machine, and not every check of an address sees past it.
  if (address.includes("%")) return true;
  switch (isIP(address)) {
    case 4:
      return IPV4.check(address, "ipv4");
    case 6:
      return !GLOBAL_IPV6.check(address, "ipv6") || IPV6.check(address, "ipv6");
    default:
      return true;
  }
}

function blockList(family: "ipv4" | "ipv6", lines: string[]): BlockList {
  const list = new BlockList();
  for (const range of lines.join(" ").split(" ")) {
    const [network, prefix] = range.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}
