/**
 * The one stylesheet of every page: system fonts, light and dark, nothing fetched. Colours meet WCAG
 * 2.2 AA against the surface they sit on in both schemes.
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#f6f4ee, #15171a);
  --card: light-dark(#fffefb, #1d2024);
  --ink: light-dark(#22262b, #eceae4);
  --quiet: light-dark(#5a6068, #a5aab1);
  --line: light-dark(#ddd8cc, #363b41);
  --field: light-dark(#8a8577, #777e86);
  --accent: light-dark(#1f5f5b, #86cfc4);
  --on-accent: light-dark(#ffffff, #0f2422);
  --alert: light-dark(#8f2318, #ffb4a6);
  --alert-card: light-dark(#fcefec, #33201d);
  --serif: ui-serif, "Iowan Old Style", "Palatino Linotype", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
[hidden] { display: none !important }
*, *::before, *::after { box-sizing: border-box }
body {
  margin: 0; padding: clamp(1rem, 5vh, 4rem) 1rem; min-height: 100vh;
  background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans);
}
main, body > header, body > footer { max-width: 30rem; margin: 0 auto }
.wide main, .wide > header, .wide > footer { max-width: 46rem }
body > header { margin-bottom: 1.25rem; padding: 0 .25rem; font: 600 1.15rem var(--serif); color: var(--accent) }
body > footer { margin-top: 1.25rem; padding: 0 .25rem; font-size: .875rem; color: var(--quiet) }
main {
  padding: clamp(1.5rem, 5vw, 2.5rem); border: 1px solid var(--line); border-radius: .875rem;
  background: var(--card); overflow-wrap: anywhere;
}
h1 { margin: 0 0 .75rem; font: 600 1.75rem/1.25 var(--serif); text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font: 600 1.2rem/1.3 var(--serif) }
h3 { margin: 0 0 .25rem; font: 600 1.05rem/1.3 var(--sans) }
p { margin: 0 0 1rem }
main > :last-child { margin-bottom: 0 }
a { color: var(--accent); text-underline-offset: .18em }
small, .quiet { color: var(--quiet); font-size: .9rem }
code { font: .9em var(--mono) }
pre {
  margin: 0 0 1rem; padding: .75rem 1rem; overflow-x: auto; border: 1px solid var(--line);
  border-radius: .5rem; background: var(--paper); font: .875rem/1.5 var(--mono);
}
.copyable { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .5rem; align-items: start; margin-bottom: 1rem }
.copyable pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
@media (max-width: 30rem) { .copyable { grid-template-columns: minmax(0, 1fr) } }
.copyable button { justify-self: start; min-width: 5.25rem; padding: .6rem .75rem; font-size: .875rem }
label { display: block; font-weight: 600 }
.field { margin-bottom: 1.1rem }
.field small { display: block; margin-top: .35rem }
.field input, .field select {
  width: 100%; margin-top: .3rem; padding: .65rem .75rem; border: 1px solid var(--field);
  border-radius: .5rem; background: var(--paper); color: inherit; font: inherit;
}
.field input[aria-invalid="true"] { border-color: var(--alert) }
.field input[type="file"] { border-style: dashed; cursor: pointer }
progress { display: block; width: 100%; height: .75rem; margin: .3rem 0 1rem; accent-color: var(--accent) }
fieldset { margin: 0 0 1.5rem; padding: 0; border: 0 }
legend { padding: 0; margin-bottom: .5rem; font-weight: 600 }
.choice {
  display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; align-items: start;
  padding: .75rem 0; border-top: 1px solid var(--line); font-weight: 400; cursor: pointer;
}
.choice:last-child { border-bottom: 1px solid var(--line) }
.choice input { width: 1.15rem; height: 1.15rem; margin: .22rem 0 0; accent-color: var(--accent) }
dl { margin: 0 0 1.5rem; padding: .9rem 1rem; border-radius: .5rem; background: var(--paper) }
dt { color: var(--quiet); font-size: .875rem }
dd { margin: 0 0 .6rem }
dd:last-child { margin: 0 }
button, .button {
  display: inline-block; padding: .65rem 1.25rem; border: 1px solid var(--accent); border-radius: .5rem;
  background: var(--accent); color: var(--on-accent); font: 600 1rem var(--sans); cursor: pointer;
}
button.second { background: transparent; color: var(--accent) }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 1rem }
main > form:last-child .actions:last-child { margin-bottom: 0 }
.alert {
  margin: 0 0 1.25rem; padding: .75rem 1rem; border-left: .25rem solid var(--alert); border-radius: .25rem;
  background: var(--alert-card); color: var(--alert);
}
.notice {
  margin: 0 0 1.25rem; padding: .75rem 1rem; border-left: .25rem solid var(--accent); border-radius: .25rem;
  background: var(--paper);
}
.apps { margin: 0 0 1.25rem; padding: 0; list-style: none }
.apps > li { padding: 1rem 0 1.25rem; border-top: 1px solid var(--line) }
.apps > li:last-child { border-bottom: 1px solid var(--line) }
.apps p { margin-bottom: .5rem }
.apps ul { margin: 0 0 1rem; padding-left: 1.25rem; list-style: disc }
.item { margin: 0 0 .25rem; font: 600 1.05rem/1.3 var(--sans) }
.apps .actions { margin: 0 }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: 0 1rem }
.text { white-space: pre-line }
.as-told th { min-width: 5.5rem }
.links { padding-left: 1.25rem }
table { width: 100%; margin: 0 0 1.25rem; border-collapse: collapse; font-size: .9rem }
th, td { padding: .5rem .5rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
@media (prefers-contrast: more) { :root { --line: var(--field); --quiet: var(--ink) } }
`;
