// @ts-types="@types/nodemailer"
import { createTransport, type SendMailOptions } from "nodemailer";
import { isLoopback } from "../loopback.ts";
import type { Mail } from "./jobs.ts";

/** How mails go out. */
export interface MailConfig {
  /** smtp:// with STARTTLS, or smtps://, with user and password if the server wants them. */
  readonly url: URL;
  /** What mails come from: an address, or a name with one in angle brackets. */
  readonly from: string;
}

/** Sends mails by SMTP. */
export interface Sender {
  /** Resolves once the server has taken the mail (RFC 5321, section 4.2.5); rejects otherwise. */
  send(mail: Mail & { messageId: string; date: Date }): Promise<void>;
  close(): void;
}

const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;
/** Somebody waits for a check. */
const CHECK_MS = 4_000;

/** Returns a sender; it connects for each mail, and keeps no connection open. */
export function createSender(config: MailConfig): Sender {
  const transport = transportOf(config);
  return {
    async send({ to, subject, text, messageId, date }) {
      const mail: SendMailOptions = {
        ...{ from: config.from, subject: oneLine(subject), text, messageId, date },
        // As an object: an address is never read as a list of several.
        to: { name: "", address: to },
        // No holiday reply answers it (RFC 3834, section 5).
        headers: { "Auto-Submitted": "auto-generated" },
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      await transport.sendMail(mail);
    },
    close: () => transport.close(),
  };
}

/** Connects, says EHLO, starts TLS and authenticates; sends nothing. Rejects where that fails. */
export async function verifySmtp(config: MailConfig): Promise<void> {
  const transport = transportOf(config, { connectMs: CHECK_MS, answerMs: CHECK_MS });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function transportOf(
  { url }: MailConfig,
  { connectMs, answerMs } = { connectMs: CONNECT_MS, answerMs: ANSWER_MS },
) {
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isLocal = isLoopback(host);
  return createTransport({
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // Nothing is sent, and no password given, in the clear; but to this machine nobody listens in.
    requireTLS: !secure && !isLocal,
    ignoreTLS: !secure && isLocal,
    ...url.username
      ? {
        auth: {
          user: decodeURIComponent(url.username),
          pass: decodeURIComponent(url.password),
        },
      }
      : {},
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
  });
}

/** Names of apps and people end up in subjects: they end no header. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
