import { z } from "zod";
import type { VariableDocs } from "./variable_docs.ts";

const GROUP = "Mails to people, at the embedded authorization server";

const smtpUrl = z.url({ protocol: /^smtps?$/, error: "Expected smtp:// or smtps:// and a host" })
  .refine((value) => {
    const { hostname, pathname = "", search, hash } = URL.parse(value) ?? {};
    return Boolean(hostname) && pathname.length <= 1 && !search && !hash;
  }, "Expected a host, with a port, a user and a password at most").transform((value) =>
    new URL(value)
  );

/** An address, or a name and an address in angle brackets (RFC 5322, section 3.4), on one line. */
const mailFrom = z.string().regex(
  /^(?:[^\s@<>,;]+@[^\s@<>,;]+|[^<>@,;:"\p{C}]+ <[^\s@<>,;]+@[^\s@<>,;]+>)$/u,
  "Expected an address, or a name and an address such as EpicMe <journal@example.com>",
);

/** How mails are sent. */
export const MAIL_VARIABLES = {
  SMTP_URL: smtpUrl.optional().meta(
    {
      group: GROUP,
      description:
        "The server that mails go through: smtp:// (port 587, with STARTTLS) or smtps:// " +
        "(port 465), with user and password, of which special characters are percent-encoded. " +
        "Without TLS only a loopback address is used",
      default: "none: no mails are sent, and people are told by their account page alone",
      example: "smtp://user:password@smtp.example.com",
    } satisfies VariableDocs,
  ),
  MAIL_FROM: mailFrom.optional().meta(
    {
      group: GROUP,
      description: "What mails come from. Required with SMTP_URL",
      example: "EpicMe <journal@example.com>",
    } satisfies VariableDocs,
  ),
};
