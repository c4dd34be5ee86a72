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

/** The answer to a form that another website sent. */
export function ForgedPage() {
  const message = "This form was sent from another website, so it was not accepted.";
  return <MessagePage title="Not accepted" message={message} />;
}
