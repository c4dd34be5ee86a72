/** The text of an entry, its files and what changed of it. */
export const TEXT_STYLE = `
.text { margin: 1.25rem 0; font: 1.0625rem/1.7 var(--serif) }
.text :is(p, li, h2, h3, h4, h5, h6, td, th, pre, blockquote) { unicode-bidi: plaintext }
.text h2, .text h3, .text h4, .text h5, .text h6 { margin: 1.5rem 0 .5rem; font: 600 1.15rem/1.3 var(--serif) }
.text h2 { font-size: 1.35rem }
.text blockquote { margin: 0 0 1rem; padding-inline-start: 1rem; border-inline-start: .2rem solid var(--line); color: var(--quiet) }
.text li.task { list-style: none }
.text li.task input { margin-inline-start: -1.4rem; width: 1rem; height: 1rem }
.text img, .files img, .book img { max-width: 100%; height: auto; border-radius: .4rem }
.text hr { margin: 1.5rem 0; border: 0; border-top: 1px solid var(--line) }
.text .scroll, .changes { overflow-x: auto }
.text table { width: auto; min-width: 50%; font: .95rem/1.5 var(--sans) }
.text th, .text td { min-width: 4rem; padding-inline-end: 1rem; overflow-wrap: normal }
.text .center { text-align: center }
.text .right { text-align: end }
.footnotes { margin-top: 2rem; border-top: 1px solid var(--line); font-size: .9rem; color: var(--quiet) }
.files { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr)); gap: 1rem; margin: 0 0 1.5rem; padding: 0; list-style: none }
.files p { margin: .25rem 0 }
.files audio, .files video { width: 100% }
.beside { padding: .75rem 0 0; border-top: 1px solid var(--line) }
.beside p { margin-bottom: .4rem }
.changes { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper) }
.changes p { margin: 0; white-space: pre-wrap; unicode-bidi: plaintext }
.changes .gap { margin: .4rem 0; color: var(--quiet); font-size: .85rem; font-style: italic }
ins { background: light-dark(#d9f0dd, #1d4527); color: inherit; text-decoration: underline }
del { background: light-dark(#fadbd6, #552620); color: inherit; text-decoration: line-through }
.whole { white-space: pre-wrap; unicode-bidi: plaintext }
`;
