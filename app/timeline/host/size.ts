/** Tells the size of the page, now and whenever it changes; returns how to stop. */
export function tellSize(tell: (size: { width: number; height: number }) => void): () => void {
  let last = "";
  const observer = new ResizeObserver(() => {
    // The body, not the document: that is never lower than the frame, and could not shrink.
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    const size = { width: Math.ceil(innerWidth), height };
    if (JSON.stringify(size) === last) return;
    last = JSON.stringify(size);
    tell(size);
  });
  observer.observe(document.body);
  return () => observer.disconnect();
}
