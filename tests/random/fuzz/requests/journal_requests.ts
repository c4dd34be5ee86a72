import { FORMS, PAGES } from "../../../../lib/journal_pages/routes.ts";
import { hostileText, MARKUP } from "./hostile.ts";
import type { Random } from "./random.ts";
import type { FuzzRequest } from "./request.ts";
import type { World } from "../world.ts";

const NAMES = [
  ...["q", "tag", "mood", "from", "to", "favorite", "private", "trash", "cursor", "colours"],
  ...["year", "before", "token", "entry", "key", "version", "kept", "base", "do", "draft"],
  ...["title", "text", "day", "time", "offset", "tags", "file", "file_name", "file_place"],
];

/** A page of the journal, or one of its forms, with ids and words of anybody. */
export function journalRequest(random: Random, world: World): FuzzRequest {
  const forms = Object.keys(FORMS);
  const isForm = forms.length > 0 && random.chance(0.2);
  const path = random.pick(isForm ? forms : Object.keys(PAGES))
    .split("/").map((part) =>
      part.startsWith(":") ? encodeURIComponent(value(random, world)) : part
    )
    .join("/");
  const given = random.some(NAMES, isForm ? 0.4 : 0.2)
    .map((name) => [name, value(random, world).toWellFormed()]);
  if (isForm && random.chance(0.8)) given.unshift(["token", world.formToken]);
  const words = new URLSearchParams(given).toString();
  const isWithFile = isForm && random.chance(0.3);
  const method = isForm ? "POST" : random.pick(["GET", "GET", "GET", "HEAD", "POST", "PUT"]);
  return {
    kind: "journal",
    method,
    path: isForm || words === "" ? path : `${path}?${words}`,
    headers: [
      ["cookie", random.chance(0.95) ? world.journalCookie : `x${world.journalCookie}`],
      ["sec-fetch-site", random.chance(0.8) ? "same-origin" : "cross-site"],
      ...isForm ? formHeaders(random, { world, isWithFile }) : [],
      ...random.chance(0.1) ? [["range", "bytes=0-9"] as [string, string]] : [],
    ],
    body: method !== "POST" ? undefined : isWithFile ? withFile(random, given) : words,
  };
}

/** What stands between the parts of a form with a file. */
const BOUNDARY = "fuzz-boundary";

function formHeaders(
  random: Random,
  { world, isWithFile }: { world: World; isWithFile: boolean },
): [string, string][] {
  return [
    [
      "content-type",
      isWithFile
        ? `multipart/form-data; boundary=${BOUNDARY}`
        : random.pick(["application/x-www-form-urlencoded", "image/png", "text/html"]),
    ],
    ["x-file-name", encodeURIComponent(hostileText(random).toWellFormed())],
    ...random.chance(0.8) ? [["x-form-token", world.formToken] as [string, string]] : [],
  ];
}

/** A form with a file (RFC 7578), which can break off. */
function withFile(random: Random, fields: readonly string[][]): string {
  const quoted = (text: string) => text.replaceAll(/["\r\n]/g, "_");
  const parts = fields.map(([name, value]) =>
    `content-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}`
  );
  const name = quoted(hostileText(random).toWellFormed());
  parts.push(
    `content-disposition: form-data; name="new_file"; filename="${name}"\r\n` +
      `content-type: ${random.pick(["image/png", "text/html", "x"])}\r\n\r\n${MARKUP}`,
  );
  const form = parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join("");
  const end = random.chance(0.8) ? `--${BOUNDARY}--\r\n` : "";
  return form + end;
}

function value(random: Random, { ids }: World): string {
  const day = `20${10 + random.below(20)}-${10 + random.below(3)}-${10 + random.below(20)}`;
  return random.pick([
    ...[random.pick(ids), random.pick(ids), `${random.pick(ids)}_0123456789abcdef0123`],
    ...[day, day.slice(0, 7), day.slice(0, 4), "small", "large", String(random.below(5))],
    ...["yes", "no", "moods", "preview", "both", hostileText(random).toWellFormed()],
  ]);
}
