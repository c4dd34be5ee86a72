import assert from "node:assert/strict";
import { LimitError } from "../../../../lib/journal/mod.ts";
import { type Backend, followAll, openDesk } from "../helpers.ts";

/** For each text: what finds it, what finds it only if any word is enough, and what does not. */
const TEXTS: Record<string, { found: string[]; ifAny?: string[]; missed: string[] }> = {
  "We walked along the river until it got dark.": {
    found: ["river", "RIVER", "river.", "dark river", "along  the\nriver", '"along the river"'],
    ifAny: ["river sea", "the brook or the river"],
    missed: ['"river the along"', '"along river"', "-river dark", '-"the river" dark'],
  },
  "Don't forget: the e-mail to O’Neil, version 3.14 of foo_bar!": {
    found: ["don't", "don’t", "e-mail", "O'Neil", "3.14", "foo_bar", '"version 3"', "mail"],
    ifAny: ["14.3", "bar_foo"],
    missed: ['"bar foo"'],
  },
  "Müller fährt über die Straße nach Kraków, ça va? ÅNGSTRÖM, Ærø.": {
    found: ["muller", "MÜLLER", "strasse", "STRASSE", "uber", "krakow", "ca", "angstrom", "aero"],
    missed: ["str"],
  },
  "Москва́ и Ёлка; Ελλάδα, ὁδός; שָׁלוֹם; مُحَمَّد": {
    found: ["москва", "елка", "ЁЛКА", "ελλαδα", "οδος", "ΟΔΟΣ", "שלום", "محمد"],
    missed: ["мос"],
  },
  "今日は東京タワーへ行きました。猫を見た。ｶﾞﾗｽ、2020大会。": {
    found: ["東京", "東京タワー", "タワー", "たわー", "猫", "た", "。猫", "見た", "ガラス"],
    ifAny: ["東京 塔", "大会2020", "先週は東京タワーへ友達と登った"],
    missed: ["京東", "東京塔", "犬"],
  },
  "2020大会と한국어와ภาษาไทย": {
    found: ["2020大会", "2020大", "2020", "한국", "국어", "ไทย", "ภาษา", "会と"],
    missed: ["202", "020", "한어"],
  },
  "Party 🎉🎉 and thumbs 👍🏽, family 👩‍👩‍👧, heart ❤️, 5€.": {
    found: ["🎉", "🎉🎉", "👍", "👍🏿", "👧", "👩‍👩‍👧", "❤", "❤️", "party 🎉", "€"],
    missed: ["🎊", "🎉🎉🎉"],
  },
  "Seen: ![Sunset](dayone-moment://5A7C11) in May": {
    found: ["sunset", "seen", "may"],
    missed: ["dayone", "moment", "5A7C11"],
  },
  "We co\u00ADoperate on the Donau\u00ADdampf\u00ADschiff, zero\u200Bwidth here, می‌خواهم": {
    found: [
      ...["cooperate", "Donaudampfschiff", "zerowidth", "zero\u200Dwidth", "\uFEFFhere\u200E"],
      ...["donaud*", "zer*", '"the Donaudampf\u2060schiff zerowidth"', "میخواهم", "می‌خواهم"],
    ],
    missed: ["operate", "schiff", "width", "zer", "co"],
  },
  "東\u00AD京\u200Bタワー and \u202Babc\u202Cdef": {
    found: ["東京", "京タ", "東京タワー", "abcdef"],
    missed: ["abc", "def"],
  },
  "The beginning of something wonderful": {
    found: ["begin*", "b*", "won* some*", '"of some"*', "beginning*", "begin* something"],
    ifAny: ["nowhere OR wonderful", "something nowhere"],
    missed: ["*ginning", '"of thing"*', "x*", '"wonderful OR something"'],
  },
};

/** What people and programs type, and what no database takes without care. */
const ANYTHING = [
  ...["", " ", '"', '""', "*", "**", "-", "(", ")", "?", "!!", "'", "\\", "%", "_", "^", ":", "&"],
  ...["foo(", "-x", "col:x", "words:x", "a AND", "OR", "NOT a", "NEAR(a b)", "a NEAR/2 b", "+a"],
  ...['"unclosed', 'un"closed', "“curly”", "„tief“", "'; drop table search_entry; --", "$1", "?1"],
  ...["<->", "a:*", "a:A", "!a", "a | b", "{a}", "[a]", "\0", "\uD800", "§open", "¶a", "§living"],
  ...["constructor", "__proto__", "hasOwnProperty constructor OR valueOf"],
  ...["(".repeat(1_000), "a ".repeat(500), "x".repeat(1_000), "東".repeat(1_000), '"'.repeat(999)],
  Array.from({ length: 250 }, (_, n) => n.toString(36)).join(" ").slice(0, 1_000),
];

export function queries(backend: Backend): void {
  const ignore = backend.isMissing;

  Deno.test(`${backend.name} finds words, phrases and beginnings in every script`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    for (const content of Object.keys(TEXTS)) await desk.write({ title: content, content });
    for (const [title, { found, ifAny = [], missed }] of Object.entries(TEXTS)) {
      for (const query of found) {
        for (const match of ["any", "all"] as const) {
          const titles = await desk.find({ query, match });
          assert.ok(titles.includes(title), `${query} (${match}) misses ${title}`);
        }
      }
      for (const query of ifAny) {
        assert.ok((await desk.find(query)).includes(title), `${query} misses ${title}`);
        if (query.includes(" OR ")) continue;
        const titles = await desk.find({ query, match: "all" });
        assert.ok(!titles.includes(title), `${query} (all) finds ${title}`);
      }
      for (const query of missed) {
        assert.ok(!(await desk.find(query)).includes(title), `${query} finds ${title}`);
      }
    }
    assert.deepEqual(desk.faults, []);
  });

  Deno.test(`${backend.name} takes whatever a person types as a query`, { ignore }, async () => {
    await using desk = await openDesk(backend);
    await desk.write({
      title: "One",
      content: "foo col x a b 'drop table search_entry' 5\" curly",
    });
    for (const query of ANYTHING) await desk.page(query);
    for (const query of ["*", '"', "§", "¶", "...", "-", "-x"]) {
      assert.deepEqual(await desk.page(query), { entries: [], total: 0 }, query);
    }
    for (
      const query of ["", " ", "foo(", "- x", "col:x", '5"', '"foo', "“curly”", "a b"]
    ) {
      assert.deepEqual(await desk.find(query), ["One"], query);
    }
    for (const query of ["§open", "§living", "open", "living"]) {
      assert.deepEqual(await desk.find(query), [], query);
    }
    await assert.rejects(desk.page("x".repeat(1_001)), LimitError);
    assert.deepEqual(desk.faults, []);
  });

  Deno.test(`${backend.name} corrects some words of a query, and no more`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const words = ["lighthouse", "mountain", "strawberry", "thunder", "piano", "blanket"];
    await desk.write({ title: "All", content: words.join(" ") });
    for (const query of [words, words.join(" OR ").split(" ")]) {
      const typed = query.map((word) => word === "OR" ? word : `${word}q`).join(" ");
      const { entries, corrections = [] } = await desk.page(typed);
      assert.deepEqual(entries.map(({ title }) => title), ["All"]);
      assert.deepEqual(corrections.map(({ instead: [word] }) => word), words.slice(0, 4));
    }
  });

  Deno.test(`${backend.name} finds a long phrase, and a word that is there very often`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const often = "ha ".repeat(40_000);
    await desk.write({ title: "Often", content: `${often} ho ${often}` });
    const words = Array.from({ length: 150 }, (_, n) => `w${n}`);
    await desk.write({ title: "Long", content: words.join(" ") });
    await followAll(desk);
    for (
      const query of [words.join(" "), words.slice(0, 60).join(" "), words.slice(-60).join(" ")]
    ) {
      assert.deepEqual(await desk.find(`"${query}"`), ["Long"]);
    }
    for (const query of ["ha ".repeat(330), "ha ".repeat(20) + "ho ha", `ho ${"ha ".repeat(9)}`]) {
      assert.deepEqual(await desk.find(`"${query}"`), ["Often"], query);
      assert.deepEqual(await desk.find(`"${query} h"*`), ["Often"], query);
    }
    assert.deepEqual(await desk.find('"ho ho"'), []);
  });

  Deno.test(`${backend.name} finds title, mood, place and weather, each for itself`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const details = { mood: "melancholic", location: "Lake Zürich", weather: "fog" };
    await desk.write({ title: "First snow", content: "quiet", ...details });
    for (const query of ["snow quiet", "melancholic", '"lake zurich"', "fog snow"]) {
      assert.deepEqual(await desk.find(query), ["First snow"], query);
    }
    for (const query of ['"snow quiet"', '"quiet melancholic"', '"zürich fog"']) {
      assert.deepEqual(await desk.find(query), [], query);
    }
  });

  Deno.test(`${backend.name} finds what is at the end of the longest entries`, {
    ignore,
  }, async () => {
    await using desk = await openDesk(backend);
    const filler = Array.from({ length: 30_000 }, (_, n) => (n * 7919).toString(36)).join(" ");
    await desk.write({ title: "Latin", content: `${filler} needle in the haystack` });
    // As many different pairs of characters as there can be.
    const hanzi = Array.from(
      { length: 87_000 },
      (_, n) => String.fromCodePoint(0x4E00 + (n * n * 31 + n * 17) % 20_000),
    );
    await desk.write({ title: "Han", content: `${hanzi.join("")}🧵` });
    await desk.write({ title: "Marks", content: "-".repeat(262_144) });
    await desk.write({ title: "Word", content: "w".repeat(262_144) });
    await followAll(desk);
    assert.deepEqual(await desk.find('"needle in the haystack"'), ["Latin"]);
    assert.deepEqual(await desk.find("🧵"), ["Han"]);
    assert.deepEqual(await desk.find(hanzi.slice(-9).join("")), ["Han"]);
    assert.deepEqual(await desk.find("w".repeat(900)), ["Word"]);
    const { entries: [{ snippet }] } = await desk.page("needle");
    assert.match(snippet, /^…\w.* \*\*needle\*\* in the haystack$/);
    assert.deepEqual(desk.faults, []);
  });
}
