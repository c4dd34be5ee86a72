import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { Mail } from "../../mail/mod.ts";
import { quoted } from "../../plain_text.ts";
import type { AccountEvent } from "./events.ts";

/** What happened, as a sentence for the person. */
export function sentenceAbout(event: AccountEvent): string {
  switch (event.kind) {
    case "connected":
      return `The app ${quoted(event.app)} was connected to your journal.`;
    case "passkey":
      return event.name
        ? `The passkey ${quoted(event.name)} was added to your account.`
        : "A passkey was added to your account.";
    case "password":
      return "The password of your account was changed.";
    case "linked":
      return `Your account was linked with somebody at ${event.provider}, who can sign in to it.`;
    case "email":
      return "The e-mail address of your account was changed.";
    case "export":
      return "Your journal was exported.";
  }
}

/** What a person does about an event that was not theirs. */
export function adviceAbout({ kind }: AccountEvent): string {
  if (kind === "connected") return "disconnect the app, and change your password";
  if (kind === "email") return "tell the person who runs this server at once";
  if (kind === "linked") return "end the link, or tell the person who runs this server";
  if (kind === "passkey") return "remove the passkey, and change your password";
  return "change your password, which signs everybody else out";
}

const SUBJECTS: Record<AccountEvent["kind"], string> = {
  connected: "An app was connected to your journal",
  passkey: "A passkey was added to your account",
  password: "Your password was changed",
  linked: "Your account was linked",
  email: "Your e-mail address was changed",
  export: "Your journal was exported",
};

/** The mail about an event: plain text, with no secret and no link that does anything. */
export function mailAbout(
  event: AccountEvent,
  { at, origin }: { at: number; origin: string },
): Omit<Mail, "to"> {
  const when = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const text = [
    "Hello,",
    "",
    sentenceAbout(event),
    `This was at ${when}.`,
    "",
    "If it was you, there is nothing to do.",
    `If it was not, open your account and ${adviceAbout(event)}:`,
    `${origin}${ACCOUNT_PATHS.account}`,
    "",
    "EpicMe sends this by itself, whenever such a thing happens.",
    "",
  ].join("\n");
  return { subject: SUBJECTS[event.kind], text };
}

/** The mail with a link to a new password. */
export function mailWithLink(link: string): Omit<Mail, "to"> {
  const text = [
    "Hello,",
    "",
    "somebody, probably you, wants to set a new password for your account.",
    "Open this address to choose one. It works once, and for half an hour:",
    link,
    "",
    "If it was not you, there is nothing to do: your password stays as it is.",
    "Whoever has this address gets into your account, so pass it to nobody.",
    "",
  ].join("\n");
  return { subject: "A new password for your journal", text };
}
