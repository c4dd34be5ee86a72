import assert from "node:assert/strict";
import { ALL_SCOPES } from "../../../lib/scopes.ts";
import { METRICS } from "../../../lib/telemetry/metrics.ts";
import { getAccessToken } from "../../../scripts/access_token.ts";
import { listenTo } from "../../support/clients/listener.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { DENO_VERSIONS, findDeno } from "../../support/deno_deploy/deno_versions.ts";
import { accountOf } from "../../support/people/person.ts";
import { type Collector, type Sent, startCollector } from "../../support/programs/collector.ts";
import { freePort } from "../../support/programs/free_port.ts";
import { installed } from "../../support/programs/install.ts";
import { start } from "../../support/programs/program.ts";

const [connect] = Object.values(ERAS);
const CONTENT = "Nobody-else-may-read-this";

for (const version of DENO_VERSIONS) {
  const deno = await installed(`Deno ${version}`, () => findDeno(version));
  Deno.test({
    name: `on Deno ${version}, a collector gets every metric, and no word and no id of anybody`,
    ignore: !deno,
    fn: async () => {
      await using collector = startCollector();
      const secrets = await useEverything(deno!, collector);
      for (const [name, secret] of Object.entries(secrets)) {
        for (const text of [...collector.traces, ...collector.metrics]) {
          assert(!text.includes(secret), `${name} was sent: ${text}`);
        }
      }
      for (const text of collector.logs) {
        for (const secret of [CONTENT, secrets.state, secrets.hint, secrets.token]) {
          assert(!text.includes(secret), text);
        }
      }
      assert(collector.traces.some((text) => text.includes('"/oauth/authorize"')));
      assert(collector.traces.some((text) => text.includes('"create_entry"')));

      const metrics = collector.newest();
      for (const { name, unit, attributes } of Object.values(METRICS)) {
        const sent = metrics.get(name);
        assert(sent, `${name} was not sent`);
        assert.equal(sent.unit, unit);
        for (const point of sent.points) {
          assert.deepEqual(Object.keys(point.attributes).sort(), [...attributes].sort());
        }
      }
      assert.equal(valueOf(metrics, "epicme.calls", { tool: "create_entry", outcome: "ok" }), 1);
      assert.equal(
        valueOf(metrics, "epicme.calls", { tool: "get_entry", outcome: "not_found" }),
        1,
      );
      assert.equal(valueOf(metrics, "epicme.call.duration", { tool: "create_entry" }), 1);
      assert.equal(valueOf(metrics, "epicme.tokens.refused", { error: "invalid_token" }), 1);
      assert.equal(valueOf(metrics, "epicme.tokens.refused", { error: "unauthorized" }), 1);
      assert.equal(valueOf(metrics, "epicme.requests.limited", { area: "mcp" }), 1);
      assert.equal(valueOf(metrics, "epicme.index.lag", {}), 1);
      assert.equal(valueOf(metrics, "epicme.index.behind", {}), 0);
    },
  });

  Deno.test({
    name: `on Deno ${version}, what is sent of a request that failed has not its address`,
    ignore: !deno,
    fn: () => fetchInVain(deno!),
  });
}

async function fetchInVain(deno: string): Promise<void> {
  await using collector = startCollector();
  const program = new URL("../../support/programs/fetch_in_vain.ts", import.meta.url).pathname;
  await using fetching = start(deno, ["run", "-A", program], { env: collector.environment });
  assert.equal((await fetching.ended).code, 0, fetching.output);
  const sent = collector.traces.join();
  assert.match(sent, /"http:\/\/127.0.0.1:1\/oauth\/authorize"/);
  assert.match(sent, /error.type/);
  assert(!sent.includes("secret-state"), sent);
}

/** Makes a server send each of the metrics, and returns what nobody may be sent. */
async function useEverything(deno: string, collector: Collector) {
  const port = String(freePort());
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const run = () =>
    start(deno, ["run", "-A", "main.ts"], {
      cwd: new URL("../../..", import.meta.url).pathname,
      env: { ...collector.environment, PORT: port, DATA_DIR: dataDir, RATE_LIMIT_PER_MINUTE: "30" },
    });
  await using server = run();
  await server.says(/EpicMe is ready/);
  const url = `http://localhost:${port}`;
  const state = "a-state-that-nobody-knows";
  const hint = "somebody@example.com";
  const query = new URLSearchParams({ response_type: "code", state, login_hint: hint });
  await (await fetch(`${url}/oauth/authorize?${query}`)).text();

  const account = accountOf("Kody");
  const resource = `${url}/mcp`;
  const token = await getAccessToken(resource, { account, scope: ALL_SCOPES.join(" ") });
  const wrong = { headers: { authorization: "Bearer a-wrong-token" } };
  await (await fetch(resource, wrong)).text();
  await (await fetch(resource)).text();
  await using client = await connect(resource, token);
  const draft = { title: "A-title-of-hers", content: CONTENT };
  const { entry } = (await client.call("create_entry", draft)).structured;
  const unknown = `${entry.id.slice(0, -4)}0000`;
  await client.call("get_entry", { id: unknown });
  await client.call("search_entries", { query: CONTENT });
  const { user } = (await client.call("whoami")).structured;
  await using _listener = await listenTo(resource, { token });
  await collector.until((metrics) =>
    Object.values(METRICS).every(({ name }) =>
      name === METRICS.limited.name || metrics.has(name)
    ) && valueOf(metrics, METRICS.streams.name, {}) === 1 &&
    valueOf(metrics, METRICS.indexBehind.name, {}) === 0
  );
  while (await callRaw(resource, token) !== 429);
  await collector.until((metrics) => metrics.has(METRICS.limited.name));
  await server.end("SIGTERM");
  // Journals are counted at the start, when there was none yet.
  await using again = run();
  await collector.until((metrics) => valueOf(metrics, METRICS.journals.name, {}) === 1);
  await again.end("SIGTERM");
  await Deno.remove(dataDir, { recursive: true });
  return {
    ...{ state, hint, token, unknown, entry: entry.id, title: draft.title, content: CONTENT },
    ...{ email: account.email, subject: user.id, wrong: "a-wrong-token" },
    challenge: "code_challenge",
  };
}

async function callRaw(resource: string, token: string): Promise<number> {
  const response = await fetch(resource, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "ping" }),
  });
  await response.text();
  return response.status;
}

function valueOf(
  metrics: Map<string, Sent>,
  name: string,
  wanted: Record<string, string>,
): number | undefined {
  return metrics.get(name)?.points.find(({ attributes }) =>
    Object.entries(wanted).every(([key, value]) => attributes[key] === value)
  )?.value;
}
