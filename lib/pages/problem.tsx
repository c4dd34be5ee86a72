/** The id of the message that `describedBy` points to. */
const PROBLEM_ID = "problem";

/** What went wrong, read out at once by a screen reader; nothing if nothing did. */
export function Problem({ message }: { message?: string }) {
  if (!message) return null;
  return <p class="alert" id={PROBLEM_ID} role="alert">{message}.</p>;
}

/** The `aria` attributes of a field that `message` may concern, beside its own hint. */
export function describedBy(message?: string, hintId?: string) {
  const ids = [message ? PROBLEM_ID : undefined, hintId].filter(Boolean).join(" ");
  return {
    "aria-describedby": ids || undefined,
    "aria-invalid": message ? "true" as const : undefined,
  };
}
