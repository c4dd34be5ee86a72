import assert from "node:assert/strict";
import {
  type Answer,
  type Connection,
  safeFetch,
} from "../../../lib/identity/clients/safe_fetch.ts";
import { isSpecialUse } from "../../../lib/identity/clients/special_use.ts";

const PUBLIC = "93.184.215.14";

async function* chunks(...texts: string[]) {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
}

/** A network in which every host has `addresses` and answers with `answer`. */
function network(addresses: string[], answer: Partial<Answer> = {}) {
  const connections: Connection[] = [];
  return {
    connections,
    options: {
      resolve: () => Promise.resolve(addresses),
      connect(_url: URL, to: Connection): Promise<Answer> {
        connections.push(to);
        return Promise.resolve({
          status: 200,
          headers: new Headers(),
          body: chunks("{}"),
          ...answer,
        });
      },
    },
  };
}

Deno.test("addresses of special use are known in both families", () => {
  for (
    const address of [
      ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.255", "169.254.169.254"],
      ...["172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.0.1", "198.18.0.1"],
      ...["198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"],
      ...["::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::a00:1"],
      ...["100::1", "2001::1", "2001:db8::1", "2002:a00:1::", "fc00::1", "fd12::1", "fe80::1"],
      ...["ff02::1", "::a:0:0:1", "4000::1", "5f00::1", "2606:4700::1111%1", "fe80::1%lo"],
      ...["not an address", ""],
    ]
  ) {
    assert.equal(isSpecialUse(address), true, address);
  }
  for (const address of [PUBLIC, "8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]) {
    assert.equal(isSpecialUse(address), false, address);
  }
});

Deno.test("the document is read from the address that was judged", async () => {
  const { connections, options } = network([PUBLIC, "2606:4700::1111"]);
  const response = await safeFetch(options)("https://app.example/client.json");
  assert.equal(await response.text(), "{}");
  assert.deepEqual(connections.map(({ address }) => address), [PUBLIC]);
});

Deno.test("a host with one address of special use among others is refused", async () => {
  const { connections, options } = network([PUBLIC, "10.0.0.1"]);
  await assert.rejects(safeFetch(options)("https://app.example/"), /special-use address/);
  assert.equal(connections.length, 0);
});

Deno.test("a host that is an address is judged without a look-up", async () => {
  const { connections, options } = network([PUBLIC]);
  for (const host of ["127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f.1"]) {
    await assert.rejects(safeFetch(options)(`https://${host}/`), /special-use address/, host);
  }
  assert.equal(connections.length, 0);
});

Deno.test("a host without an address is refused", async () => {
  await assert.rejects(safeFetch(network([]).options)("https://app.example/"), /has no address/);
});

Deno.test("nothing but https is fetched", async () => {
  for (const url of ["http://app.example/", "file:///etc/passwd", "data:,x"]) {
    await assert.rejects(safeFetch(network([PUBLIC]).options)(url), /expected https:/);
  }
});

Deno.test("only the port of https itself is asked", async () => {
  const { connections, options } = network([PUBLIC]);
  await assert.rejects(
    safeFetch(options)("https://app.example:8443/"),
    /the port 8443, expected none/,
  );
  assert.equal(connections.length, 0);
  assert.equal((await safeFetch(options)("https://app.example:443/")).status, 200);
});

Deno.test("a few documents are read at once, a few more wait, and others are refused", async () => {
  const { connections, options } = network([PUBLIC]);
  const answered = Promise.withResolvers<Answer>();
  const connect: typeof options.connect = async (url, to) => {
    const answer = await options.connect(url, to);
    await answered.promise;
    return answer;
  };
  const get = safeFetch({ ...options, connect, bounds: { atOnce: 2, waiting: 1 } });
  const read = Array.from({ length: 3 }, () => get("https://app.example/"));
  await assert.rejects(get("https://app.example/"), { name: "BusyError" });
  assert.equal(connections.length, 2);
  answered.resolve({} as Answer);
  assert.deepEqual((await Promise.all(read)).map(({ status }) => status), [200, 200, 200]);
  assert.equal((await get("https://app.example/")).status, 200);
});

Deno.test("a redirect is not followed", async () => {
  const headers = new Headers({ location: "https://127.0.0.1/" });
  const { connections, options } = network([PUBLIC], { status: 302, headers });
  await assert.rejects(safeFetch(options)("https://app.example/"), /redirect/);
  assert.equal(connections.length, 1);
  assert.equal(connections[0].signal.aborted, true, "the connection is let go");
});

Deno.test("a document of the largest size is read and a larger one is not", async () => {
  const full = network([PUBLIC], { body: chunks("x".repeat(600), "x".repeat(400)) });
  const response = await safeFetch({ ...full.options, maxBytes: 1000 })("https://app.example/");
  assert.equal((await response.text()).length, 1000);
  const larger = network([PUBLIC], { body: chunks("x".repeat(600), "x".repeat(401)) });
  await assert.rejects(
    safeFetch({ ...larger.options, maxBytes: 1000 })("https://app.example/"),
    /larger than 1000 bytes/,
  );
});

Deno.test("a host that never answers is given up", async () => {
  const { options } = network([PUBLIC]);
  const silent = { ...options, connect: () => new Promise<Answer>(() => {}), timeout: 1 };
  await assert.rejects(safeFetch(silent)("https://app.example/"), /took too long/);
  const unresolved = { ...options, resolve: () => new Promise<string[]>(() => {}), timeout: 1 };
  await assert.rejects(safeFetch(unresolved)("https://app.example/"), /took too long/);
});

Deno.test("the caller can give up earlier", async () => {
  const { options } = network([PUBLIC]);
  const silent = { ...options, connect: () => new Promise<Answer>(() => {}) };
  const init = { signal: AbortSignal.abort() };
  await assert.rejects(safeFetch(silent)("https://app.example/", init), /took too long/);
});
