/// <reference lib="dom" />

/** Pastes or drops a picture on an element. Runs in the page. */
export function bringPicture(
  element: Element,
  { png, name, kind }: { png: string; name: string; kind: "paste" | "drop" },
): void {
  const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/png" }));
  const options = { bubbles: true, cancelable: true };
  element.dispatchEvent(
    kind === "paste"
      ? new ClipboardEvent("paste", { ...options, clipboardData: data })
      : new DragEvent("drop", { ...options, dataTransfer: data }),
  );
}
