import colours from "../../calendar/colours.css" with { type: "text" };
import { CALENDAR_STYLE } from "./calendar_style.ts";
import { PRINT_STYLE } from "./print_style.ts";
import { TEXT_STYLE } from "./text_style.ts";
import { WRITE_STYLE } from "./write_style.ts";

const FRAME_STYLE = `
:root {
  --match: light-dark(#f7e6ad, #57480f);
  --star: light-dark(#8a5a00, #e6bd62);
  --empty: color-mix(in srgb, var(--ink) 9%, var(--card));
}
.unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between }
.top > a { color: inherit; text-decoration: none }
.top nav, .pages, .shades { display: flex; flex-wrap: wrap; gap: 0 1.25rem; font: 1rem/1.6 var(--sans) }
.top nav a, .pages a, .shades a { display: inline-block; padding: .3rem 0 }
.top nav a[aria-current], .shades a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
.pages { margin: 0 0 1rem }
main > .pages:last-child { margin-top: 1.5rem }
.ask { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .5rem; margin-bottom: .75rem }
.ask input {
  width: 100%; padding: .65rem .75rem; border: 1px solid var(--field); border-radius: .5rem;
  background: var(--paper); color: inherit; font: inherit;
}
.filter details { margin-bottom: 1rem }
summary { padding: .3rem 0; color: var(--accent); cursor: pointer }
.filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: 0 1rem; margin-top: .5rem }
.filters .field { margin-bottom: .75rem }
.filter .actions { align-items: center; margin: .25rem 0 1rem }
.chips { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; padding: 0; list-style: none }
.chips li { padding: .2rem .75rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--paper) }
.entries { margin: 0 0 1.25rem; padding: 0; list-style: none }
.entry { display: flow-root; padding: .9rem 0; border-top: 1px solid var(--line) }
.entry .item { font-size: 1.1rem }
.entry p { margin: .25rem 0 0 }
.excerpt { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 4 }
.thumb {
  float: right; width: 6rem; height: 6rem; margin: 0 0 .25rem 1rem; border-radius: .5rem; object-fit: cover;
  background: var(--empty);
}
.day-of-entries h2 a { color: inherit; text-decoration-color: var(--line) }
.facts { display: flex; flex-wrap: wrap; gap: 0 .9rem }
.facts a { color: inherit }
.mark { padding: 0 .45rem; border: 1px solid currentColor; border-radius: .4rem; font-size: .8rem }
mark { padding: 0 .1em; border-radius: .2em; background: var(--match); color: inherit }
.names { margin: 0 0 1.25rem; padding: 0; columns: 14rem; list-style: none }
.names li { break-inside: avoid; padding: .2rem 0; color: var(--quiet) }
`;

/** The stylesheet of the journal's pages, beside the one of every page. */
export const JOURNAL_STYLE = [
  FRAME_STYLE,
  TEXT_STYLE,
  WRITE_STYLE,
  CALENDAR_STYLE,
  colours,
  PRINT_STYLE,
]
  .map((sheet) => sheet.replaceAll(/\s+/g, " "))
  .join("");
