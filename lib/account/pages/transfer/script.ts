import { ACCOUNT_PATHS } from "../../../account_paths.ts";

/**
 * The script of the import page; everything works without it. It sends a file in parts, by the tus
 * protocol, so that it goes on after a broken connection; takes a file that is dropped; and looks how
 * far an import is without loading the page again.
 */
export const IMPORT_SCRIPT = `
const HERE = "${ACCOUNT_PATHS.import}";
const PART = 8 * 1024 * 1024;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const form = document.getElementById("upload");
if (form) {
  const input = document.getElementById("file");
  const button = form.querySelector("button");
  const status = document.getElementById("sending-status");
  const headers = { "tus-resumable": "1.0.0", "x-form-token": form.elements.token.value };
  const show = (sent, size) => {
    document.getElementById("sending").hidden = false;
    document.getElementById("sent").value = size ? 100 * sent / size : 0;
  };
  const name64 = (name) => btoa(String.fromCharCode(...new TextEncoder().encode(name)));
  const begin = async (file) => {
    const { partial, partialName, partialSize } = form.dataset;
    if (partial && partialName === file.name && Number(partialSize) === file.size) {
      const known = await fetch(partial, { method: "HEAD", headers });
      if (known.ok) return { to: partial, at: Number(known.headers.get("upload-offset")) };
    }
    const made = await fetch(form.dataset.uploads, {
      method: "POST",
      headers: {
        ...headers,
        "upload-length": String(file.size),
        "upload-metadata": "filename " + name64(file.name),
      },
    });
    if (!made.ok) throw new Error(made.status < 500 ? await made.text() : "");
    return { to: made.headers.get("location"), at: 0 };
  };
  const send = async (file) => {
    let { to, at } = await begin(file);
    for (let failures = 0; at < file.size;) {
      show(at, file.size);
      try {
        const part = await fetch(to, {
          method: "PATCH",
          headers: {
            ...headers,
            "upload-offset": String(at),
            "content-type": "application/offset+octet-stream",
          },
          body: file.slice(at, at + PART),
        });
        if (part.status === 404 || part.status === 403) throw { isOver: true };
        if (!part.ok) throw new Error();
        at = Number(part.headers.get("upload-offset"));
        failures = 0;
        status.textContent = "";
      } catch (error) {
        if (error.isOver || ++failures > 10) throw new Error();
        status.textContent = "The connection broke. It goes on by itself.";
        await wait(Math.min(30000, 500 * 2 ** failures));
        const known = await fetch(to, { method: "HEAD", headers }).catch(() => undefined);
        if (known?.ok) at = Number(known.headers.get("upload-offset"));
      }
    }
    show(1, 1);
  };
  form.addEventListener("submit", async (event) => {
    const file = input.files[0];
    if (!file) return;
    event.preventDefault();
    if (file.size > Number(form.dataset.max)) {
      status.textContent = "The file is too large.";
      return;
    }
    if (file.size === 0) {
      status.textContent = "The file is empty.";
      return;
    }
    button.disabled = true;
    try {
      await send(file);
      location.assign(HERE);
    } catch (error) {
      button.disabled = false;
      status.textContent = (error.message || "The file did not arrive") +
        ". Choose the same file again, and it goes on.";
    }
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}
const look = async () => {
  let here = document.getElementById("progress");
  while (here) {
    await wait(1500);
    const answer = await fetch(HERE).catch(() => undefined);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("progress");
    if (!next) return location.assign(HERE);
    document.getElementById("progress-text").textContent =
      next.querySelector("#progress-text").textContent;
    const [bar, newBar] = [here, next].map((each) => each.querySelector("progress"));
    if (newBar.hasAttribute("max")) {
      bar.max = newBar.max;
      bar.value = newBar.value;
    }
  }
};
look();
`;
