import assert from "node:assert/strict";
import { type Match, parseQuery } from "../../../lib/search/text/query.ts";
import { normalize, tokenize } from "../../../lib/search/tokens/tokens.ts";

function tokensOf(text: string): string {
  return tokenize(normalize(text)).map((token) => token.text).join("|");
}

const SIGNS = { should: "", must: "+", not: "-" };

/** The clauses of a query, in short. */
function clausesOf(query: string, match?: Match): string[] {
  return parseQuery(query, { match }).map(({ terms, occur }) =>
    SIGNS[occur] +
    terms.map(({ tokens, isPrefix }) => tokens.join(" ") + (isPrefix ? "*" : "")).join("|")
  );
}

Deno.test("a text becomes words, and pairs where it has no spaces", () => {
  assert.equal(tokensOf("Don't STOP, Ｈｅｌｌｏ ﬁne_1½"), "don|t|stop|hello|fine|112");
  assert.equal(tokensOf("東京2020 タワー🎉"), "東京|京|2020|たわ|わー|ー🎉|🎉");
  assert.equal(tokensOf("İstanbul ĲSSEL Ǆ Ǳ"), "istanbul|ijssel|dz|dz");
  assert.equal(tokensOf("cafe\u0301 e\u0323\u0301"), "cafe|e");
  assert.equal(tokensOf("\uFE0F\u200D — … \u{1F3FD}"), "");
});

Deno.test("words of plain letters are the same beside whatever else stands in a text", () => {
  const signs = [
    "é",
    "ß",
    "й",
    "ς",
    "\u0301",
    "\u200D",
    "\u00AD",
    "日",
    "ｶﾞ",
    "🏽",
    "İ",
    "$",
    "ก",
    "\uD83D",
  ];
  for (const sign of signs) {
    for (const text of [`ab1 ${sign} cd`, `${sign} ab1 cd`, `ab1 cd ${sign}`]) {
      const tokens = tokenize(normalize(text)).map(({ text }) => text);
      assert.deepEqual(
        tokens.filter((token) => ["ab1", "cd"].includes(token)),
        ["ab1", "cd"],
        text,
      );
    }
  }
  assert.equal(
    tokensOf("naïve co\u00ADop a\u0301b Straße5 x$y z"),
    "naive|coop|ab|strasse5|x|$|y|z",
  );
  assert.equal(tokensOf("Привет ёлка йод Άλφα ὁδός"), "привет|елка|иод|αλφα|οδοσ");
});

Deno.test("tokens say where they are, also where folding changes lengths", () => {
  const text = normalize("Ｗｅｉß と 👩‍👩‍👧!");
  const places = tokenize(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(places, ["Ｗｅｉß", "と", "👩‍", "👩‍", "👧"]);
});

Deno.test("what shows nothing within a word is no part of it, and none of its place at its ends", () => {
  const text = "\uFEFFco\u00ADop \u200Bzero\u200B\u200Dwidth\u2060, 日\u00AD本 x\u3164";
  assert.equal(tokensOf(text), "coop|zerowidth|日本|本|x");
  const places = tokenize(text).map(({ start, end }) => text.slice(start, end));
  assert.deepEqual(places, ["co\u00ADop", "zero\u200B\u200Dwidth", "日\u00AD", "本", "x"]);
  assert.equal(tokensOf("cafe\u00AD\u0301 a\uFEFFb"), "cafe|ab");
  assert.deepEqual(clausesOf("in\uFEFFvisible zero\u200B*"), ["invisible", "zero*"]);
  assert.deepEqual(clausesOf('zero\u200Bwid\u00ADth* "a\uFEFFb c" \u200B'), [
    "zerowidth*",
    "+ab c",
  ]);
});

Deno.test("a query is words, phrases and beginnings, each of them once", () => {
  assert.deepEqual(clausesOf('one "two three" fou* one'), ["one", "+two three", "fou*"]);
  assert.deepEqual(clausesOf("col:x foo( -y e-mail", "all"), ["+col x", "+foo", "-y", "+e mail"]);
  assert.deepEqual(clausesOf('5" or 6" wide "open', "all"), ["+5", "+or", "+6", "+wide", "+open"]);
  assert.deepEqual(clausesOf("„Guten Tag“ “well done”*"), ["+guten tag", "+well done*"]);
  assert.deepEqual(clausesOf("猫 東京 東京タ 🎉 京2"), [
    "猫*",
    "東京",
    "東京 京た",
    "🎉*",
    "京*",
    "2",
  ]);
  assert.deepEqual(clausesOf('* " "" ** - § \0'), []);
});

Deno.test("a query has a bounded number of words, and of them in a phrase or with OR", () => {
  const words = Array.from({ length: 166 }, (_, n) => `${n}`);
  assert.equal(clausesOf(words.join(" ")).length, 48);
  assert.equal(clausesOf(words.join(" OR "))[0].split("|").length, 64);
  assert.equal(clausesOf(`"${words.join(" ")}"`)[0].split(" ").length, 48);
});

Deno.test("a query is what a person says: stop words count only where there is nothing else", () => {
  assert.deepEqual(clausesOf("When did we go to the lake with Anna?"), ["go", "lake", "anna"]);
  assert.deepEqual(clausesOf("Wann waren wir mit Anna am See?"), ["anna", "see"]);
  assert.deepEqual(clausesOf("Où sommes-nous allés avec Anna ?"), ["alles", "anna"]);
  assert.deepEqual(clausesOf("what was it"), ["what", "was", "it"]);
  assert.deepEqual(clausesOf("egg ham"), ["egg", "ham"]);
});

Deno.test("a query says what must be there, what must not, and what may be instead", () => {
  assert.deepEqual(clausesOf('lake OR sea -winter "with anna"'), [
    "+lake|sea",
    "-winter",
    "+with anna",
  ]);
  assert.deepEqual(clausesOf("OR lake OR"), ["lake"]);
  assert.deepEqual(clausesOf("-lake"), []);
});
