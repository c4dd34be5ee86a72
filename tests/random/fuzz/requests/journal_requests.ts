import { FORMS, PAGES } from "../../../../lib/journal_pages/routes.ts";
import { hostileText } from "./hostile.ts";
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
  const method = isForm ? "POST" : random.pick(["GET", "GET", "GET", "HEAD", "POST", "PUT"]);
  return {
    kind: "journal",
    method,
    path: isForm || words === "" ? path : `${path}?${words}`,
    headers: [
      ["cookie", random.chance(0.95) ? world.journalCookie : `x${world.journalCookie}`],
      ["sec-fetch-site", random.chance(0.8) ? "same-origin" : "cross-site"],
      ...isForm ? [["content-type", "application/x-www-form-urlencoded"] as [string, string]] : [],
      ...random.chance(0.1) ? [["range", "bytes=0-9"] as [string, string]] : [],
    ],
    body: method === "POST" ? words : undefined,
  };
}

function value(random: Random, { ids }: World): string {
  const day = `20${10 + random.below(20)}-${10 + random.below(3)}-${10 + random.below(20)}`;
  return random.pick([
    ...[random.pick(ids), random.pick(ids), `${random.pick(ids)}_0123456789abcdef0123`],
    ...[day, day.slice(0, 7), day.slice(0, 4), "small", "large", String(random.below(5))],
    ...["yes", "no", "moods", "preview", "both", hostileText(random).toWellFormed()],
  ]);
}
