// Keys, and tags that are completed one by one.
const shortcuts = document.getElementById("shortcuts");
shortcuts.hidden = false;
addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
  const { key, shiftKey } = event;
  if (key === "Enter" && shiftKey) turnPreview();
  else if (key === "Enter") form.requestSubmit(form.querySelector("button[value=save]"));
  else if (key === "/" || key === "?") {
    shortcuts.open = !shortcuts.open;
    if (shortcuts.open) shortcuts.querySelector("summary").focus();
  } else return;
  event.preventDefault();
});

const tagField = document.getElementById("tags");
const tagOptions = [...document.querySelectorAll("#tags-list option")];
const tagNames = tagOptions.map(({ value }) => value);
tagField.addEventListener("input", () => {
  const before = /^(?:.*,)?\s*/s.exec(tagField.value)[0];
  const given = new Set(before.split(",").map((name) => name.trim()));
  tagOptions.forEach((option, n) => {
    option.disabled = given.has(tagNames[n]);
    option.value = before + tagNames[n];
  });
});
