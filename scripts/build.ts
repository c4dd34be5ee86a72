import colours from "../lib/calendar/colours.css" with { type: "text" };
import { hashSource } from "../lib/digest.ts";

/** Where the server takes the app from; it is generated, and under version control. */
export const TIMELINE = new URL("../lib/mcp/apps/timeline.html", import.meta.url);

const SOURCE = new URL("../app/timeline/", import.meta.url);

/**
 * The timeline app as one HTML document. Its own policy lets exactly its script and its stylesheet
 * in, whatever the client that shows it allows: no request, no frame, no markup made of text.
 */
export async function buildTimeline(): Promise<string> {
  const [page, ownStyle, script] = await Promise.all([
    Deno.readTextFile(new URL("page.html", SOURCE)),
    Deno.readTextFile(new URL("style.css", SOURCE)),
    bundle(new URL("main.tsx", SOURCE)),
  ]);
  const style = colours + ownStyle;
  if (/<\/(script|style)/i.test(script + style)) throw new Error("A part would end its element");
  const policy = [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return [
    [`"default-src 'none'"`, `"${policy}"`],
    ['<link rel="stylesheet" href="style.css">', `<style>${style}</style>`],
    ['<script src="main.tsx"></script>', `<script>${script}</script>`],
  ].reduce(put, page);
}

/** The minified code of a program with all that it imports. */
async function bundle(program: URL): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "bundle",
      "--quiet",
      "--platform=browser",
      "--format=iife",
      "--minify",
      program.pathname,
    ],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout).trim();
}

function put(page: string, [place, part]: string[]): string {
  if (!page.includes(place)) throw new Error(`The page has no ${place}`);
  // A function: in a text, `$&` would mean something.
  return page.replace(place, () => part);
}

if (import.meta.main) {
  const html = await buildTimeline();
  await Deno.writeTextFile(TIMELINE, html);
  console.log(`${TIMELINE.pathname}: ${(html.length / 1_000).toFixed(1)} kB`);
}
