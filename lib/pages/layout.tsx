import type { Child } from "hono/jsx";
import { STYLE } from "./style.ts";

/** The frame around every page; `wide` gives reading pages more room than forms need. */
export function Page(
  { title, wide, script, style, refreshSeconds, isHidden, top, hasHeading = true, children }: {
    title: string;
    wide?: boolean;
    /** An inline script. `pageHeaders` must be given the same text, or the browser refuses it. */
    script?: string;
    /** A stylesheet beside the common one; `pageHeaders` must be given the same text. */
    style?: string;
    /** Where no script runs, the page is loaded again after so many seconds. */
    refreshSeconds?: number;
    /** Whether search engines are told to stay away. */
    isHidden?: boolean;
    /** What stands above the page, instead of our name. */
    top?: Child;
    /** Whether the title is shown; otherwise the page has a heading of its own. */
    hasHeading?: boolean;
    children?: Child;
  },
) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {isHidden && <meta name="robots" content="noindex" />}
        {refreshSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
        <title>{title} · EpicMe</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
        {style && <style dangerouslySetInnerHTML={{ __html: style }} />}
      </head>
      <body class={wide ? "wide" : undefined}>
        <header>{top ?? "EpicMe"}</header>
        <main>
          {hasHeading && <h1>{title}</h1>}
          {children}
        </main>
        <footer>Your journal, for you and the assistants you choose.</footer>
        {script && <script dangerouslySetInnerHTML={{ __html: script }} />}
      </body>
    </html>
  );
}

/** The complete HTML document of a page, ready for a `Response`. */
export function renderPage(page: { toString(): string | Promise<string> }): string {
  const html = page.toString();
  if (typeof html !== "string") {
    throw new TypeError("A page is async, expected one that renders at once");
  }
  return `<!doctype html>${html}`;
}
