/** Months as tables; the colours of days are those of lib/calendar/colours.css. */
export const CALENDAR_STYLE = `
.months { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1.25rem 1.5rem; align-items: start; margin: 1rem 0 }
.month { table-layout: fixed; margin: 0; font-variant-numeric: tabular-nums }
.month caption { padding: .25rem 0; font: 600 1.05rem var(--serif); text-align: start }
.month th, .month td { padding: 1px; border: 0; text-align: center; font-size: .8rem; font-weight: 400 }
.month th { color: var(--quiet) }
.month abbr { text-decoration: none }
.day { display: grid; place-items: center; min-height: 2.1rem; border-radius: .4rem; color: var(--quiet) }
.day[aria-current] { outline: 2px solid var(--ink); outline-offset: -2px }
a.day { background: var(--shade) var(--sign, none) center / 100% 100% no-repeat; text-decoration: none }
a.day span { padding: 0 .3rem; border-radius: .3rem; background: var(--card); color: var(--ink); font-weight: 600; line-height: 1.35 }
a.day:hover { outline: 2px solid var(--quiet) }
.swatch { display: inline-block; width: .9rem; height: .9rem; border-radius: .25rem; background: var(--shade) var(--sign, none) center / 100% 100% no-repeat; vertical-align: -.1rem }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; font-size: .9rem }
`;
