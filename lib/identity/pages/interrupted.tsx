import { Page } from "../../pages/mod.ts";

/** A page about a request that cannot go on as it was, with the ways on. */
export function InterruptedPage(
  { title, message, ways }: {
    title: string;
    message: string;
    /** What the person can do, each with the address that does it. */
    ways: readonly { label: string; href: string }[];
  },
) {
  return (
    <Page title={title}>
      <p role="alert">{message}</p>
      {ways.map(({ label, href }) => (
        <p>
          <a href={href}>{label}</a>
        </p>
      ))}
    </Page>
  );
}
