import { MessagePage } from "./message.tsx";

/** The answer to a form that another website sent. */
export function ForgedPage() {
  const message = "This form was sent from another website, so it was not accepted.";
  return <MessagePage title="Not accepted" message={message} />;
}
