import assert from "node:assert/strict";
import { readArchive, recognize, UnknownFormatError } from "../../../lib/formats/mod.ts";
import { type Files, openFile, openZip, PHOTO } from "./helpers.ts";

Deno.test("a zip of something else gets a sentence that says what it seems to be", async () => {
  const zips: [Files, RegExp][] = [
    [
      { "[Content_Types].xml": "<x/>", "word/document.xml": "<x/>" },
      /a document of Microsoft Office/,
    ],
    [{ "mimetype": "application/epub+zip" }, /an e-book or a document of LibreOffice/],
    [{ "backup.daylio": "e30=" }, /a backup of Daylio; export as CSV there/],
    [{ "Journal.dayone/entries/A.doentry": "<x/>" }, /Day One Classic/],
    [{ "a.zip": PHOTO }, /a zip of other zips/],
    [{ "IMG_1.jpg": PHOTO }, /photos or videos without texts/],
    [{ "data.json": { some: "thing" } }, /JSON of an app that is not known here/],
    [{ "a.bin": PHOTO }, /nothing that is known here; it has a.bin/],
    [{}, /The zip is empty/],
  ];
  for (const [files, why] of zips) {
    const recognition = await recognize(await openZip(files));
    assert.equal(recognition.format, undefined, JSON.stringify(recognition));
    assert.match(recognition.why, why);
  }
});

Deno.test("a file of something else gets a sentence, too", async () => {
  const files: [string, string, RegExp][] = [
    ["a.pdf", "%PDF-1.7", /a PDF/],
    ["a.xml", '<?xml version="1.0"?>\n<!DOCTYPE x><en-export>', /Evernote/],
    ["a.html", "<!DOCTYPE html><p>x", /a web page/],
    ["a.db", "SQLite format 3\0", /a database/],
    ["a.json", '{"some":"thing"}', /JSON of an app that is not known here/],
    ["a.bin", "\0\0\0\0", /a.bin is of no kind that is known here/],
    ["a.json", "", /The file is empty/],
  ];
  for (const [name, text, why] of files) {
    assert.match((await recognize(await openFile(name, text))).why, why);
  }
});

Deno.test("what nobody knows is not read, with the same sentence", async () => {
  const items = readArchive(await openZip({ "a.jpg": PHOTO }), { timeZone: "UTC" });
  await assert.rejects(
    Array.fromAsync(items),
    (error: Error) =>
      error instanceof UnknownFormatError && error.message.includes("photos or videos"),
  );
});
