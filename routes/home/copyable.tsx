/** A text with a button that copies it, which a script shows. */
export function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <div class="copyable">
      <pre><code>{text}</code></pre>
      <button type="button" class="second" aria-label={`Copy the ${label}`} hidden>Copy</button>
    </div>
  );
}

/** Shows the copy buttons, which are of no use without a script, and makes them work. */
export const COPY_SCRIPT = `
for (const button of document.querySelectorAll(".copyable button")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.previousElementSibling.textContent);
    button.textContent = "Copied";
    setTimeout(() => button.textContent = "Copy", 2000);
  });
}
`;
