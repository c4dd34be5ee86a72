import assert from "node:assert/strict";
import { type Backend, DAY, NOON, openDesk } from "../helpers.ts";

export function ranking(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} puts first what is most about the query, then what is newest`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const long = "and many other things happened on that long day. ".repeat(8);
    await desk.write({ title: "Aside", content: `${long} We saw the sea. ${long}` });
    await desk.write({ title: "The sea", content: "Salt on the skin.", occurredAt: NOON - DAY });
    await desk.write({ title: "Short", content: "We saw the sea." });
    await desk.write({ title: "Often", content: "The sea, the sea, nothing but the sea." });
    assert.deepEqual(await desk.find("sea"), ["The sea", "Often", "Short", "Aside"]);

    for (const [title, day] of [["old", 1], ["new", 3], ["middle", 2]] as const) {
      await desk.write({ title, content: "Same words.", occurredAt: NOON + day * DAY });
    }
    assert.deepEqual(await desk.find("same"), ["new", "middle", "old"]);
  });

  Deno.test(`${backend.name} shows where the words are`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    const long = "Many other things happened on that day, and none of them matters. ".repeat(20);
    const snippetOf = async (content: string, query: string) => {
      const { id } = await desk.write({ title: "Zucchini", content });
      const { entries } = await desk.page(query);
      return entries.find((entry) => entry.id === id)?.snippet;
    };
    assert.equal(await snippetOf("The Sea,\n\nthe sea!", "sea"), "The **Sea**, the **sea**!");
    assert.equal(await snippetOf("A **bold** brücke.", "brucke bold"), "A **bold** **brücke**.");
    assert.equal(await snippetOf("Nothing here.", "zucchini"), "Nothing here.");
    const photos = "![Dusk](dayone-moment://5A7C) A sea ![](sea.jpg)at dusk.";
    assert.equal(await snippetOf(photos, "dusk"), "**Dusk** A sea at **dusk**.");
    assert.equal(
      await snippetOf("Wir sangen ﬁnster.", "sang* FINSTER"),
      "Wir **sangen** **ﬁnster**.",
    );
    assert.equal(await snippetOf("黒猫を見た。", "猫を"), "黒**猫を**見た。");
    assert.equal(await snippetOf("黒猫を見た日。", "きのう黒猫を見た人"), "**黒猫を見た**日。");
    const middle = await snippetOf(`${long}The kraken rose. ${long}`, '"kraken rose"');
    assert.match(middle ?? "", /^…(?:\w.+ )?The \*\*kraken rose\*\*\. Many.{80,}\w…$/);
    assert.ok((middle ?? "").length < 260);
    const both = await snippetOf(`Egg first. ${long} An egg and ham. ${long}`, "egg ham");
    assert.match(both ?? "", /An \*\*egg\*\* and \*\*ham\*\*/);
    const far = await snippetOf(`${long.repeat(30)} walrus`, "walrus");
    assert.match(far ?? "", /\*\*walrus\*\*$/);
    assert.match(await snippetOf("👩‍👩‍👧".repeat(90), "👧") ?? "", /^👩‍👩‍\*\*👧\*\*/u);
  });
}
