// What is typed is kept as a draft at the server, a second after typing stops and when the page is left.
const form = document.getElementById("write");
const draftStatus = document.getElementById("draft-status");
const KEEP_AFTER_MS = 1000;

/** All of the form but its files that are not sent yet. */
function fieldsOf() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

/** What somebody has written, without what the form is. */
function writtenIn() {
  const fields = fieldsOf();
  for (const name of ["token", "key", "entry", "version", "kept", "base"]) fields.delete(name);
  return fields.toString();
}

let kept = writtenIn();
const isNowhere = form.dataset.changed !== undefined;
if (isNowhere) kept = undefined;
let isSent = false;
let keeping;
let timer;

function say(text) {
  if (draftStatus.textContent !== text) draftStatus.textContent = text;
}

async function keepNow() {
  clearTimeout(timer);
  if (keeping) return await keeping.then(keepNow);
  const written = writtenIn();
  if (isSent || written === kept) return;
  keeping = send(written);
  await keeping;
  keeping = undefined;
  if (kept === written && writtenIn() !== written) keepSoon();
}

async function send(written) {
  try {
    const answer = await fetch(form.dataset.drafts, { method: "POST", body: fieldsOf() });
    if (answer.status === 204) return;
    if (answer.status === 403) {
      return say("Not kept: you are signed out. Save, and you see how to go on.");
    }
    const { key, kept: keptAt, problem } = await answer.json();
    if (problem) return say("Not kept as a draft: " + problem + ".");
    form.elements.key.value = key;
    form.elements.kept.value = keptAt;
    kept = written;
    say(
      "Kept as a draft at " + new Date(keptAt).toLocaleTimeString([], { timeStyle: "short" }) +
        ". Not saved yet.",
    );
  } catch {
    say("Not kept as a draft: the server cannot be reached. It is tried again.");
    timer = setTimeout(keepNow, 5 * KEEP_AFTER_MS);
  }
}

function keepSoon() {
  clearTimeout(timer);
  timer = setTimeout(keepNow, KEEP_AFTER_MS);
}

if (isNowhere) keepSoon();
form.addEventListener("input", keepSoon);
form.addEventListener("change", keepSoon);
form.addEventListener("submit", () => isSent = true);
// Back in a page that was left by its form: it can be changed again.
addEventListener("pageshow", () => isSent = false);
// Browsers send no more than 64 KiB of a page that is gone: longer texts were kept when typing stopped.
addEventListener("pagehide", () => {
  clearTimeout(timer);
  const body = fieldsOf();
  if (isSent || writtenIn() === kept || body.toString().length > 60000) return;
  fetch(form.dataset.drafts, { method: "POST", body, keepalive: true }).catch(() => {});
});
addEventListener("beforeunload", (event) => {
  if (!isSent && writtenIn() !== kept) event.preventDefault();
});
