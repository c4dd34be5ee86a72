import { ACCOUNT_PATHS } from "../../../account_paths.ts";

/**
 * The script of the export page: while a zip is downloaded, which leaves the page where it is, it shows
 * how far that is. Without it there is the page that it looks at.
 */
export const EXPORT_SCRIPT = `
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const shown = document.getElementById("download");
const show = (next) => {
  const said = shown.querySelector("[role=status]");
  const words = next.querySelector("[role=status]").textContent;
  if (said.textContent !== words) said.textContent = words;
  shown.querySelector("progress")?.remove();
  const bar = next.querySelector("progress");
  if (bar) said.after(bar);
  shown.querySelector(".quiet").textContent = next.querySelector(".quiet").textContent;
  Object.assign(shown.dataset, next.dataset);
  shown.hidden = false;
};
let turn = 0;
const look = async (isNew) => {
  const mine = ++turn;
  for (let failures = 0; mine === turn && failures < 30;) {
    await wait(failures ? 3000 : 1000);
    const answer = await fetch("${ACCOUNT_PATHS.exportProgress}").catch(() => undefined);
    const page = answer?.ok && !answer.redirected &&
      new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page && page.getElementById("download");
    if (mine !== turn) return;
    if (!next || next.hidden || !isNew(next.dataset.id)) {
      failures++;
      continue;
    }
    failures = 0;
    show(next);
    if (next.dataset.state !== "running") return;
  }
};
if (shown.dataset.state === "running") look(() => true);
document.getElementById("export").addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return;
  const before = shown.dataset.id;
  look((id) => id !== before);
});
`;
