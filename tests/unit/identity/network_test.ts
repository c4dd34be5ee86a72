import assert from "node:assert/strict";
import { networkOf } from "../../../lib/http/network.ts";
import { clientAddress } from "../../../lib/http/client_address.ts";

Deno.test("an IPv4 address counts for itself, however it is written", () => {
  for (
    const address of [
      ...["192.0.2.7", "192.0.2.7:51234", "::ffff:192.0.2.7", "::FFFF:c000:207"],
      ...["[::ffff:192.0.2.7]:443", "0:0:0:0:0:ffff:192.0.2.7"],
    ]
  ) {
    assert.equal(networkOf(address), "192.0.2.7", address);
  }
});

Deno.test("an IPv6 address counts by its /64", () => {
  for (
    const address of [
      ...["2001:db8:0:7::1", "2001:DB8:0:7:ffff:ffff:ffff:ffff", "[2001:db8:0:7::1]:443"],
      ...["[2001:db8:0:7::1]", "2001:db8:0:7::1%eth0", "2001:0db8:0000:0007::192.0.2.1"],
    ]
  ) {
    assert.equal(networkOf(address), "2001:db8:0:7::/64", address);
  }
  assert.equal(networkOf("2001:db8:0:8::1"), "2001:db8:0:8::/64");
  assert.equal(networkOf("::1"), "0:0:0:0::/64");
});

Deno.test("what is no address stays as it is", () => {
  for (const text of ["", "unknown", "_hidden", "a:b", "localhost"]) {
    assert.equal(networkOf(text), text);
  }
});

Deno.test("the client of a request is a network, of the peer or as a trusted proxy tells", () => {
  const headers = { "x-forwarded-for": "198.51.100.1, 2001:db8:0:7::99" };
  const request = new Request("http://localhost/", { headers });
  assert.equal(clientAddress(request, "::ffff:192.0.2.7", true), "2001:db8:0:7::/64");
  assert.equal(clientAddress(request, "::ffff:192.0.2.7", false), "192.0.2.7");
});
