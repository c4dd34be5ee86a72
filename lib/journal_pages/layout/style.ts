/** The stylesheet of the journal's pages, beside the one of every page. */
export const JOURNAL_STYLE = `
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline }
.top a { color: inherit; text-decoration: none }
.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; font: 1rem var(--sans) }
.top nav a { padding: .25rem 0; color: var(--accent); text-decoration: underline }
.top nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
`;
