import assert from "node:assert/strict";
import { formatOffset, offsetMs } from "../../../../lib/journal/days/utc_offset.ts";
import { isWrittenTime, parseWrittenTime } from "../../../../lib/journal/days/written_time.ts";
import { InvalidError } from "../../../../lib/journal/mod.ts";

const MOMENTS: [text: string, utc: string, offset?: string][] = [
  ["2024-05-01T10:00Z", "2024-05-01T10:00:00.000Z"],
  ["2024-05-01t10:00:00z", "2024-05-01T10:00:00.000Z"],
  ["20240501T100000Z", "2024-05-01T10:00:00.000Z"],
  ["2024-05-01T10:00-00:00", "2024-05-01T10:00:00.000Z"],
  ["2024-05-01T10:00:00,5Z", "2024-05-01T10:00:00.500Z"],
  ["2024-05-01T10:00+02:00", "2024-05-01T08:00:00.000Z", "+02:00"],
  ["2024-05-01T10:00:00+0200", "2024-05-01T08:00:00.000Z", "+02:00"],
  ["2024-05-01T10:00:00+02", "2024-05-01T08:00:00.000Z", "+02:00"],
  ["2024-05-01T10-0330", "2024-05-01T13:30:00.000Z", "-03:30"],
  ["2024-05-01T10:00\u221203:30", "2024-05-01T13:30:00.000Z", "-03:30"],
  ["2024-05-01T10:00+00:00", "2024-05-01T10:00:00.000Z", "+00:00"],
  [" 2024-05-01 10:00:00.123456789-08:00 ", "2024-05-01T18:00:00.123Z", "-08:00"],
  ["2024-05-01T10:00[Asia/Tokyo]", "2024-05-01T01:00:00.000Z", "+09:00"],
  ["2024-05-01T10:00+09:00[Asia/Tokyo]", "2024-05-01T01:00:00.000Z", "+09:00"],
  ["1890-01-01T00:00+00:53:28", "1889-12-31T23:06:32.000Z", "+00:53:28"],
  ["2024-12-31T24:00Z", "2025-01-01T00:00:00.000Z"],
  ["2024-12-31T24:00:00-08:00", "2025-01-01T08:00:00.000Z", "-08:00"],
];

Deno.test("a moment is read in every form of ISO 8601, with its offset if it has one", () => {
  for (const [text, utc, offset] of MOMENTS) {
    const time = parseWrittenTime(text, "occurredAt");
    assert(time.kind === "moment", text);
    assert.deepEqual([new Date(time.at).toISOString(), time.offset], [utc, offset], text);
    assert(isWrittenTime(text));
  }
});

Deno.test("a day and a time on the clock are read without a guess where they were", () => {
  for (const text of ["2024-02-29", "20240229"]) {
    const time = parseWrittenTime(text, "from");
    assert(time.kind === "day");
    assert.equal(time.date.toString(), "2024-02-29");
  }
  for (const text of ["2024-05-01T10:00", "2024-05-01 10:00:00", "20240501T10"]) {
    const time = parseWrittenTime(text, "from");
    assert(time.kind === "local");
    assert.equal(time.clock.toString(), "2024-05-01T10:00:00");
  }
});

Deno.test("what is no time of these years is refused in one sentence", () => {
  const wrong = [
    ...["", "now", "10:00", "2024", "2024-05", "2024-02-30", "2023-02-29", "2024-13-01"],
    ...["2024-05-01T25:00Z", "2024-05-01T24:01Z", "2024-05-01T10:00+25:00", "2024-05-01Z"],
    ...["0000-01-01T00:00+14:00", "9999-12-31T23:59-01:00", "+012024-01-01", "-000001-01-01"],
    ...["2024-05-01T10:00[Mars/Base]", "2024-05-01T10:00[u-ca=japanese]", "1714557600"],
    ...["[".repeat(1_000_000), "2024-05-01T10:00Z".padEnd(101)],
  ];
  for (const text of wrong) {
    assert(!isWrittenTime(text), text.slice(0, 40));
    assert.throws(() => parseWrittenTime(text, "occurredAt"), ({ message }: InvalidError) => {
      assert.match(message, /^occurredAt is "[^]{0,110}not a time of ISO 8601 in the years/);
      return true;
    });
  }
});

Deno.test("an offset is written and read without loss", () => {
  for (const offset of ["+00:00", "+14:00", "-11:00", "+05:45", "-03:30", "+00:53:28"]) {
    assert.equal(formatOffset(offsetMs(offset)), offset);
  }
  for (const wrong of ["", "Z", "+9:00", "+24:00", "+09", "09:00", "+09:60"]) {
    assert.throws(() => offsetMs(wrong), InvalidError, wrong);
  }
});
