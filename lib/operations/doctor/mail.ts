import { createSender, type MailConfig, verifySmtp } from "../../mail/mod.ts";
import type { DoctorOptions } from "./check.ts";
import { type Finding, right, wrong } from "./finding.ts";
import { inTime } from "./in_time.ts";
import { troubleOf, wordsOf } from "./trouble.ts";

/** Whether the server of SMTP_URL can be reached, is safe and knows us. Sends nothing unless asked. */
export async function checkMail({ config, mailTo }: DoctorOptions): Promise<Finding[]> {
  const { mail } = config;
  if (!mail) {
    return mailTo === undefined ? [] : [wrong(
      "No mail can be sent: SMTP_URL is not set",
      "Set SMTP_URL and MAIL_FROM, see docs/configuration.md.",
    )];
  }
  try {
    await inTime(() => verifySmtp(mail));
  } catch (error) {
    return [wrong(
      `The mail server of SMTP_URL cannot be used: ${smtpTroubleOf(error)}`,
      "Compare SMTP_URL with what the provider of the mail server says. Mails wait for a day.",
    )];
  }
  const found = right(
    mail.url.username
      ? "The mail server of SMTP_URL answers, and knows the user"
      : "The mail server of SMTP_URL answers",
  );
  return mailTo === undefined ? [found] : [found, await sendTo(mailTo, mail)];
}

async function sendTo(to: string, mail: MailConfig): Promise<Finding> {
  const sender = createSender(mail);
  const host = mail.url.hostname;
  try {
    await inTime(() =>
      sender.send({
        to,
        subject: "A mail from EpicMe",
        text: "Hello,\n\nThe doctor of EpicMe sent this. Mails arrive.\n",
        messageId: `<${crypto.randomUUID()}@${host}>`,
        date: new Date(),
      })
    );
    return right("The mail server took a mail: look whether it has arrived");
  } catch (error) {
    return wrong(
      `The mail server took no mail: ${smtpTroubleOf(error)}`,
      "Look whether it lets this user send as MAIL_FROM.",
    );
  } finally {
    sender.close();
  }
}

/** What the server answers may repeat what it was sent: only codes are looked at. */
function smtpTroubleOf(error: unknown): string {
  const { code, command = "", responseCode } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  if (code === "EAUTH") return "it refuses the user or the password";
  if (command === "STARTTLS" && responseCode !== undefined) return "it offers no STARTTLS";
  if (command === "MAIL FROM") return "it refuses MAIL_FROM";
  if (command === "RCPT TO") return "it refuses the recipient";
  if (code === "EENVELOPE" || code === "EMESSAGE") return "it refuses the mail";
  if (/greeting never received/i.test(wordsOf(error).join(" "))) return "it did not answer in time";
  return troubleOf(error);
}
