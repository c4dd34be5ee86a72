import { quoted } from "../../plain_text.ts";
import type { Writer } from "./writers.ts";

/**
 * Who wrote something, within a sentence. What an app calls itself is always said to be an app, and in
 * quotation marks: whatever it is, it is not taken for the person.
 */
export function WriterName({ writer: { who, isImported } }: { writer: Writer }) {
  if (who === undefined) return isImported ? "an import" : "an app of which nothing is known";
  return (
    <>
      {isImported && "an import, which names "}
      {who.kind === "person" ? "you, in your browser" : (
        <>
          the app <bdi>{quoted(who.name)}</bdi>
          {who.isForgotten && ", not known any more"}
        </>
      )}
    </>
  );
}
