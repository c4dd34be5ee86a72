import assert from "node:assert/strict";
import { takeClock } from "../support/clock.ts";
import { visitor } from "../support/people/visitor.ts";
import { type Bridge, mcpRemoteTest, openMcpRemote } from "../support/programs/mcp_remote.ts";
import { startServer } from "../support/servers/server.ts";

const EXPIRIES = 60;
/** In seconds; access tokens live for an hour. */
const LIFE = 3_600;
/** The bridge renews a token in the last minute of its life. */
const MARGIN = 60;

mcpRemoteTest(
  `mcp-remote signs its person in once, and refreshes silently at each of ${EXPIRIES} expiries`,
  async () => {
    using clock = takeClock();
    await using server = await startServer();
    await using remote = await openMcpRemote();
    async function use(bridge: Bridge, expiries: number): Promise<void> {
      for (let n = 0; n < expiries; n++) {
        clock.pass(LIFE + 1);
        // Every other time only the server knows that the token has expired, as after a sleep.
        if (n % 2) remote.pass(LIFE - MARGIN + 1);
        const { isError, content } = await bridge.client.callTool({ name: "whoami" });
        assert(!isError, JSON.stringify(content));
      }
    }
    {
      await using bridge = remote.start(server.resource);
      const connected = bridge.connect();
      // Bridges have repeated on refresh what they had asked for, and not what they had got.
      const redirect = await visitor("Kody").answer(await bridge.authorizationUrl, {
        untick: ["tags:write"],
      });
      await (await fetch(redirect)).text();
      await connected;
      await use(bridge, EXPIRIES / 2);
      assert.equal(bridge.said.match(/Please authorize/g)?.length, 1);
    }
    clock.pass(LIFE + 1);
    await using bridge = remote.start(server.resource);
    await bridge.connect();
    await use(bridge, EXPIRIES / 2);
    assert.doesNotMatch(bridge.said, /Please authorize/);
    const paths = server.log.events.map(({ fields }) => `${fields?.path} ${fields?.status}`);
    const refreshes = paths.filter((path) => path === "/oauth/token 200").length;
    assert(refreshes >= EXPIRIES + 1, `${refreshes} refreshes`);
    assert.deepEqual(paths.filter((path) => /^\/oauth\/token [45]/.test(path)), []);
    assert.deepEqual(server.log.errors, []);
  },
);
