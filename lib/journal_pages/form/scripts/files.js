// Files are sent as soon as they are chosen, dropped or pasted; the form names them by their digest.
const fileList = document.getElementById("files");
const fileInput = document.getElementById("new_file");
const fileStatus = document.getElementById("files-status");
const fileItem = document.getElementById("file-item");
const dropArea = document.querySelector(".writing");
let bringing = Promise.resolve();
let waiting = 0;

function bring(files) {
  for (const file of files) {
    waiting += 1;
    bringing = bringing.then(() => bringOne(file)).finally(() => waiting -= 1);
  }
}

async function bringOne(file) {
  const name = file.name || "picture." + (file.type.split("/")[1] || "png");
  fileStatus.textContent = "Bringing " + name + " …";
  try {
    const answer = await fetch(form.dataset.uploads, {
      method: "POST",
      body: file,
      headers: {
        "x-form-token": form.elements.token.value,
        "x-file-name": encodeURIComponent(name.toWellFormed()),
        "content-type": file.type || "application/octet-stream",
      },
    });
    const isOut = answer.status === 403;
    const other = isOut ? "you are signed out" : "try again in a moment";
    const brought = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(brought.problem ?? other);
    addItem(brought);
    fileStatus.textContent = name + " is here. Save the entry to keep it.";
  } catch (error) {
    fileStatus.textContent = name + " was not taken: " + (error.message || "it did not arrive") +
      ".";
  }
}

function addItem({ sha256, id, name, type }) {
  const known = [...fileList.querySelectorAll("[name=file]")];
  if (known.some((field) => field.value === sha256)) return;
  const item = fileItem.content.cloneNode(true);
  const field = (part) => item.querySelector("[name=" + part + "]");
  field("file").value = sha256;
  field("file_name").value = name;
  field("file_place").value = known.length + 1;
  field("file_removed").value = sha256;
  for (const part of ["file_name", "file_alt", "file_place", "file_removed"]) {
    field(part).setAttribute("aria-label", field(part).getAttribute("aria-label") + " of " + name);
  }
  const picture = item.querySelector("img");
  if (type.startsWith("image/")) picture.src = "/journal/files/" + id + "/small";
  else picture.remove();
  fileList.append(item);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

const filesOf = ({ files }) => [...files];
document.getElementById("drop-hint").hidden = false;
fileInput.addEventListener("change", () => {
  bring(filesOf(fileInput));
  fileInput.value = "";
});
form.addEventListener("paste", (event) => {
  const files = filesOf(event.clipboardData);
  // A text that was copied with its looks comes with a picture of itself, too.
  const isText = ["text/plain", "text/html"].every((type) =>
    event.clipboardData.types.includes(type)
  );
  if (files.length === 0 || isText) return;
  event.preventDefault();
  bring(files);
});
const hasFiles = ({ dataTransfer }) => dataTransfer.types.includes("Files");
// Anywhere on the page: a file that is dropped beside the form would be opened instead of it.
document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dropArea.classList.add("dropping");
});
document.addEventListener("dragleave", () => dropArea.classList.remove("dropping"));
document.addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  dropArea.classList.remove("dropping");
  bring(filesOf(event.dataTransfer));
});
// Whoever saves while a file is on its way means it, too.
form.addEventListener("submit", (event) => {
  if (waiting === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  bringing.then(() => form.requestSubmit(submitter ?? undefined));
}, { capture: true });
