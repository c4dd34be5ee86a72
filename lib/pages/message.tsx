import { Page } from "./mod.ts";

/** A page that says why it cannot go on, and what the person can do. */
export function MessagePage(
  { title, message, code }: {
    title: string;
    message: string;
    /** The protocol's name for the problem, for support. */
    code?: string;
  },
) {
  return (
    <Page title={title}>
      <p role="alert">{message}</p>
      {code && (
        <p class="quiet">
          Error code: <code>{code}</code>
        </p>
      )}
    </Page>
  );
}
