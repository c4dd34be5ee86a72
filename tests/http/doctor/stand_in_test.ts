import assert from "node:assert/strict";
import { type Diagnosis, type Patient, patient } from "../../support/doctor.ts";
import { type ProxyHabits, startProxy, tellsAddress } from "../../support/servers/proxy.ts";

/** What the doctor says of a server that does not run, behind a proxy of these habits. */
async function behind(
  habits: ProxyHabits,
  environment: Record<string, string> = { TRUST_PROXY: "on" },
  { target }: { target?: (patient: Patient) => number } = {},
): Promise<Diagnosis> {
  await using server = await patient();
  await using proxy = startProxy(target?.(server) ?? server.port, habits);
  return await server.diagnose({ PUBLIC_URL: proxy.origin, ...environment });
}

Deno.test("the doctor finds nothing wrong with a proxy that does as the docs say", async () => {
  const { wrong, right } = await behind({ request: tellsAddress });
  assert.deepEqual(wrong, []);
  assert(right.includes("The proxy tells the addresses of clients"));
  assert(right.includes("Streams come through as they are written"));
});

Deno.test("the doctor finds a proxy whose addresses are not trusted", async () => {
  const all = "There is a proxy and TRUST_PROXY is off: all people share one limit on sign-ins";
  assert.deepEqual((await behind({ request: tellsAddress }, {})).wrong, [all]);
  assert.deepEqual((await behind({}, {})).wrong, [all]);
});

Deno.test("the doctor finds a proxy that passes on what clients claim to be", async () => {
  const { wrong, text } = await behind({});
  assert.match(wrong.join(), /says what clients claim: anybody chooses theirs/);
  assert.match(text, /proxy_set_header X-Forwarded-For/);
});

Deno.test("the doctor finds a proxy that tells no address", async () => {
  const { wrong } = await behind({ request: (headers) => headers.delete("x-forwarded-for") });
  assert.match(wrong.join(), /no X-Forwarded-For arrives/);
});

Deno.test("the doctor finds trust in a proxy that is not there", async () => {
  await using server = await patient();
  const { wrong, text } = await server.diagnose({ TRUST_PROXY: "on" });
  assert.match(wrong.join(), /anybody chooses theirs/);
  assert.match(text, /TRUST_PROXY=off/);
});

Deno.test("the doctor finds a proxy that keeps the Authorization header", async () => {
  const { wrong } = await behind({
    request(headers) {
      tellsAddress(headers);
      headers.delete("authorization");
    },
  });
  assert.deepEqual(wrong, ["The Authorization header does not arrive here"]);
});

Deno.test("the doctor finds a proxy that passes on only some paths", async () => {
  const { wrong } = await behind({
    instead: (path) => path === "/mcp" ? undefined : new Response("Not found", { status: 404 }),
  });
  assert.match(wrong.join(), /oauth-protected-resource\/mcp answers 404/);
});

Deno.test("the doctor finds an address at which something else answers", async () => {
  const { wrong } = await behind({ instead: () => Response.json({ hello: "world" }) });
  assert.match(wrong.join(), /does not lead to http:\/\/127\.0\.0\.1:\d+, but to something else/);
});

Deno.test("the doctor finds a proxy that sends requests to another port", async () => {
  const { wrong } = await behind({}, {}, { target: () => 9 });
  assert.match(wrong.join(), /answers 502: its proxy does not reach/);
});

Deno.test("the doctor finds an address that leads to another one", async () => {
  const location = "https://www.journal.example/health?secret=1";
  const { wrong, text } = await behind({
    instead: () => new Response(null, { status: 308, headers: { location } }),
  });
  assert.match(wrong.join(), /redirects to https:\/\/www\.journal\.example$/);
  assert(!text.includes("secret"));
});

Deno.test("the doctor finds a proxy that asks for a sign-in of its own", async () => {
  const { wrong } = await behind({ instead: () => new Response(null, { status: 401 }) });
  assert.match(wrong.join(), /answers 401 where this server would not/);
});

Deno.test("the doctor finds a name that has no address, and a port at which nobody listens", async () => {
  await using server = await patient();
  const nowhere = await server.diagnose({ PUBLIC_URL: "https://journal.invalid" });
  assert.match(nowhere.wrong.join(), /cannot be reached from here: its name has no address/);
  const silent = await server.diagnose({ PUBLIC_URL: "http://localhost:9999" });
  assert.match(silent.wrong.join(), /cannot be reached from here: nothing listens there/);
});

Deno.test("the doctor finds a proxy that ends streams", async () => {
  const { wrong } = await behind({
    request: tellsAddress,
    breaksOff: (path) => path === "/mcp?doctor=stream",
  });
  assert.match(wrong.join(), /A stream breaks off on its way through the proxy/);
});

Deno.test("the doctor finds a certificate that nobody vouches for", async (t) => {
  const directory = await Deno.makeTempDir();
  const [key, cert] = [`${directory}/key.pem`, `${directory}/cert.pem`];
  const made = await new Deno.Command("openssl", {
    args: `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost
      -addext subjectAltName=DNS:localhost -keyout ${key} -out ${cert}`.split(/\s+/),
    stderr: "null",
  }).output().catch(() => undefined);
  await t.step({
    name: "made by openssl, where that is installed",
    ignore: !made?.success,
    async fn() {
      const pair = { key: await Deno.readTextFile(key), cert: await Deno.readTextFile(cert) };
      const options = { hostname: "127.0.0.1", port: 0, onListen() {}, ...pair };
      await using proxy = Deno.serve(options, () => new Response());
      await using server = await patient();
      const { wrong } = await server.diagnose({
        PUBLIC_URL: `https://localhost:${proxy.addr.port}`,
      });
      assert.match(wrong.join(), /its certificate is of an authority unknown here/);
    },
  });
  await Deno.remove(directory, { recursive: true });
});

Deno.test("the doctor notes a proxy that holds streams back", async () => {
  const { wrong, notes } = await behind({ request: tellsAddress, isBuffering: true });
  assert.deepEqual(wrong, []);
  assert(notes.includes("The proxy holds streams back: clients learn of changes late"));
});

Deno.test("the doctor finds a HOST that is no address of this machine", async () => {
  await using server = await patient();
  const { wrong } = await server.diagnose({
    HOST: "192.0.2.7",
    PUBLIC_URL: "https://journal.invalid",
  });
  assert.match(wrong.join(), /192\.0\.2\.7 is no address of this machine/);
});

Deno.test("the doctor finds a server for everybody that is called by a name for this machine", async () => {
  await using server = await patient();
  const { wrong } = await server.diagnose({ HOST: "0.0.0.0", SIGN_UP: "open" });
  assert.match(
    wrong.join(),
    /HOST 0\.0\.0\.0 lets other machines in, but PUBLIC_URL is http:\/\/loc/,
  );
});
