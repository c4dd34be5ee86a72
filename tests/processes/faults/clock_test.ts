import assert from "node:assert/strict";
import { modernClient, signIn } from "../../support/oauth/oauth_clients.ts";
import { visitor } from "../../support/people/visitor.ts";
import { openLives } from "./helpers.ts";

const HOUR = 3_600_000;
const CLOCK = import.meta.resolve("../../support/programs/clock_file.ts");

for (const [way, jump] of [["forward", HOUR], ["back", -HOUR]] as const) {
  Deno.test(`when the clock jumps an hour ${way}, a client goes on with its journal`, async () => {
    const clock = await Deno.makeTempFile({ prefix: "epicme-clock-" });
    await Deno.writeTextFile(clock, "0");
    await using lives = await openLives({
      flags: [`--preload=${CLOCK}`],
      env: { EPICME_TEST_CLOCK: clock },
    });
    await using server = await lives.start();
    await using client = modernClient(server.resource);
    await signIn(client, visitor("Kody"));
    const first = await client.call("create_entry", { title: "Before", content: "the sea" });

    await Deno.writeTextFile(clock, String(jump));
    const second = await client.call("create_entry", { title: "After", content: "the sea" });
    for (let n = 0; n < 3; n++) await client.call("list_entries");
    const { entries } = await client.call("search_entries", { query: "sea" });
    const ids = entries.map(({ id }: { id: string }) => id);
    assert.deepEqual(ids.sort(), [first.entry.id, second.entry.id].sort());
    // With a clock that is behind, the cookies of a sign-in have ended before they come.
    await using other = modernClient(server.resource);
    if (way === "forward") await signIn(other, visitor("Ada"));
    client.provider.spoilAccessToken();
    assert.equal((await client.call("get_entry", { id: first.entry.id })).entry.title, "Before");

    await Deno.writeTextFile(clock, "0");
    if (way === "back") await signIn(other, visitor("Ada"));
    await client.call("update_entry", { id: second.entry.id, title: "And back" });
    assert.equal((await client.call("list_entries")).entries.length, 2);
    await Deno.remove(clock);
  });
}
