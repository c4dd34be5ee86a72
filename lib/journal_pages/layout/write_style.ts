/** The form that writes, its preview beside it, and small forms in a row. */
export const WRITE_STYLE = `
.field textarea {
  width: 100%; margin-top: .3rem; padding: .75rem; border: 1px solid var(--field); border-radius: .5rem;
  background: var(--paper); color: inherit; font: 1.0625rem/1.6 var(--serif); resize: vertical;
}
#write fieldset { margin-bottom: 1rem }
.when input, .when select { padding-inline: .5rem }
#write legend { font: 600 1.05rem/1.3 var(--sans) }
.ticks .choice { padding: .5rem 0; border: 0 }
.written-files { display: grid; gap: 1rem; margin: 0 0 1rem; padding: 0; list-style: none }
.written-file { display: grid; grid-template-columns: minmax(0, 7rem) minmax(0, 1fr); gap: .25rem 1rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem }
.written-file > img { width: 100%; height: 7rem; border-radius: .4rem; object-fit: cover; background: var(--empty) }
.about-file { grid-column: 2 }
.written-file:not(:has(> img)) .about-file { grid-column: 1 / -1 }
.written-file .field { margin-bottom: .5rem; font-weight: 600; font-size: .9rem }
.written-file .field input { padding: .4rem .6rem; font-weight: 400 }
.place-of-file { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: end }
.place-of-file .field { width: 5.5rem }
.place-of-file .choice { padding: .5rem 0; border: 0 }
@media (max-width: 30rem) {
  .written-file { grid-template-columns: minmax(0, 1fr) }
  .written-file .about-file { grid-column: 1 }
}
.writing.dropping { outline: 3px dashed var(--accent); outline-offset: .5rem }
#write .actions { align-items: center }
.leave { padding: .3rem 0 }
.preview { margin-top: 1.5rem; padding-top: 1rem; border-top: 1px solid var(--line) }
button[aria-pressed="true"] { background: var(--accent); color: var(--on-accent) }
.preview h2 { margin-top: 0 }
#write .when { grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr)) }
@media (min-width: 68rem) {
  .wide:has(.preview:not([hidden])) :is(main, body > header, body > footer) { max-width: 78rem }
  .writing:has(.preview:not([hidden])) { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 2rem }
  .writing .preview { position: sticky; top: 1rem; align-self: start; max-height: calc(100vh - 2rem); overflow-y: auto; margin: 0; padding: 0 0 0 2rem; border: 0; border-inline-start: 1px solid var(--line) }
}
.shortcuts dl { margin-top: .5rem }
kbd { padding: .1em .4em; border: 1px solid var(--line); border-radius: .3em; background: var(--card); font: .9em var(--mono) }
.small-actions { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: 0 0 1rem }
.small-actions button, .small-actions .button { padding: .4rem .8rem; font-size: .9rem; text-decoration: none }
.button.second { background: transparent; color: var(--accent) }
.draft > :last-child { margin-bottom: 0 }
`;
