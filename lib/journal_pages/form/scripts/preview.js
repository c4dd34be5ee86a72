// The preview stands beside the text, and follows it when typing stops.
const preview = document.getElementById("preview");
const previewButton = document.getElementById("preview-button");
const FOLLOW_AFTER_MS = 500;
let following;

async function showPreview() {
  clearTimeout(following);
  const answer = await fetch(form.dataset.preview, { method: "POST", body: fieldsOf() })
    .catch(() => ({ ok: false }));
  if (!answer.ok) {
    const isOut = answer.status === 403;
    return say(
      isOut ? "No preview: you are signed out." : "No preview now. Try again in a moment.",
    );
  }
  const { html } = await answer.json();
  preview.querySelector(".text").innerHTML = html;
  preview.hidden = false;
  previewButton.setAttribute("aria-pressed", "true");
}

async function turnPreview() {
  if (preview.hidden) return await showPreview();
  preview.hidden = true;
  previewButton.setAttribute("aria-pressed", "false");
}

previewButton.setAttribute("aria-pressed", String(!preview.hidden));
previewButton.addEventListener("click", (event) => {
  event.preventDefault();
  turnPreview();
});
form.addEventListener("input", () => {
  clearTimeout(following);
  if (!preview.hidden) following = setTimeout(showPreview, FOLLOW_AFTER_MS);
});
