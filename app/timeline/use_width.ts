import { useLayoutEffect, useState } from "preact/hooks";

/** The width of the page's content in CSS pixels. */
export function useWidth(): number {
  const [width, setWidth] = useState(() => document.body.clientWidth);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setWidth(document.body.clientWidth));
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return width;
}
