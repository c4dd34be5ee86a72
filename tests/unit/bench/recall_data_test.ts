import assert from "node:assert/strict";
import { readDataset } from "../../../bench/recall/data.ts";

const KINDS = ["other words", "forms", "name", "typing fault", "two facts", "detail"];
const DAY = /^\d{4}-\d\d-\d\d$/;

const { journals } = await readDataset();
const entries = journals.flatMap(({ entries }) => entries);
const questions = journals.flatMap(({ questions }) => questions);

Deno.test("The journals of bench recall are as large as their figures need", async () => {
  assert(entries.length >= 2000);
  assert(questions.length >= 300);
  for (const language of ["en", "de", "fr", "es"]) {
    assert(questions.filter((question) => question.language === language).length >= 40, language);
  }
  const folder = new URL("../../../bench/recall/data/", import.meta.url);
  let bytes = 0;
  for await (const { name } of Deno.readDir(folder)) {
    bytes += (await Deno.stat(new URL(name, folder))).size;
  }
  assert(bytes < 1_500_000, `${bytes} bytes`);
});

for (const { name, entries, questions } of journals) {
  Deno.test(`The journal ${name} of bench recall has no id, text or question twice`, () => {
    for (
      const values of [
        entries.map(({ id }) => id),
        entries.map(({ content }) => content),
        questions.map(({ question }) => question),
      ]
    ) {
      assert.deepEqual(values.filter((value, at) => values.indexOf(value) !== at), []);
    }
  });

  Deno.test(`The journal ${name} of bench recall answers each of its questions`, () => {
    const ids = new Set(entries.map(({ id }) => id));
    for (const { question, answers, language, kind } of questions) {
      assert(answers.length >= 1 && answers.length <= 3, question);
      for (const answer of answers) assert(ids.has(answer), `${question}: no entry ${answer}`);
      assert(KINDS.includes(kind), `${question}: ${kind}`);
      assert.match(language, /^[a-z]{2}$/, question);
    }
  });

  Deno.test(`The journal ${name} of bench recall has entries of a real day and of some length`, () => {
    for (const { id, day, title, content } of entries) {
      assert(DAY.test(day) && new Date(day).toISOString().startsWith(day), id);
      assert(title.trim() !== "", id);
      const words = [
        ...new Intl.Segmenter(undefined, { granularity: "word" }).segment(content),
      ].filter(({ isWordLike }) => isWordLike).length;
      assert(words >= 15 && words <= 125, `${id}: ${words} words`);
    }
  });
}
