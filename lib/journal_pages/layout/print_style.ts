/** A part of the journal as a book: how it is on paper, and on the screen before it. */
export const PRINT_STYLE = `
.title-page { padding: 2rem 0; text-align: center }
.title-page h1 { font-size: 3rem }
.book h2 { margin-top: 3rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.6rem }
.book h3 { margin: 2rem 0 .5rem; font-family: var(--serif); color: var(--quiet) }
.book h4 { margin: 1rem 0 .25rem; font: 600 1.2rem/1.3 var(--serif) }
.book img { display: block; width: auto; max-height: 24rem; margin: .75rem 0 }
@page { margin: 20mm 18mm; @bottom-center { content: counter(page) } }
@page :first { @bottom-center { content: none } }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000 }
  body { padding: 0; font-size: 10.5pt }
  body > header, body > footer, nav, form, .no-print, #about, #about ~ * { display: none }
  main, .wide main { max-width: none; padding: 0; border: 0 }
  .title-page { display: grid; align-content: center; min-height: 85vh; break-after: page }
  .book h2 { break-before: page; margin-top: 0 }
  .title-page + h2 { break-before: auto }
  h1, h2, h3, h4, h5, h6 { break-after: avoid }
  p, li { orphans: 2; widows: 2 }
  img, pre, tr, .files li { break-inside: avoid }
  .book img { max-height: 11cm }
  .text pre, .whole { white-space: pre-wrap }
  a { color: inherit; text-decoration: none }
}
`;
