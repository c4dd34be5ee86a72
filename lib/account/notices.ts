/** The notices that a person sees after a change. */
export const NOTICES = {
  disconnected: "The app is disconnected. It can use your journal no longer.",
  unknown_app: "This app was not connected any more.",
  all_disconnected: "Every app is disconnected.",
  password: "Your password is changed. Every other session is signed out, and every app is " +
    "disconnected.",
  password_set_passkey:
    "Your password is set. Your account asks for a passkey, too: sign in with it.",
  password_set: "Your new password is set. Every other session is signed out, and every app is " +
    "disconnected.",
  password_set_others:
    "Your new password is set. Every other session is signed out, and every app is disconnected. " +
    "Passkeys and a linked account still let somebody in: look whether they are yours.",
  no_password: "This account has no password here, and can have none.",
  time_zone: "Your time zone is set.",
  unknown_time_zone: "There is no such time zone, and nothing was changed.",
  name: "Your name is changed.",
  dates: "How dates are shown is changed.",
  not_dates: "There is no such language of dates, and nothing was changed.",
  confirm_first: "Confirm first who you are. Nothing was changed.",
  passkey_added: "The passkey is added. You can sign in with it from now on.",
  passkey_not_added: "The passkey was not accepted, and nothing was changed. Try it again.",
  passkey_renamed: "The passkey has another name.",
  passkey_removed: "The passkey is removed here. Your device may still list it.",
  passkey_stays: "This passkey stays: without it you could not sign in as you have chosen.",
  unknown_passkey: "There was no such passkey any more.",
  passkey_first: "Add a passkey first. Nothing was changed.",
  required_no_longer: "Your password suffices again, and the recovery codes have ended.",
  session_ended: "That browser is signed out.",
  unknown_session: "That browser was not signed in any more.",
  others_ended: "Every other browser is signed out.",
  scopes: "What the app may do is changed, and counts at once.",
  scopes_none: "Leave the app something, or disconnect it. Nothing was changed.",
  form_expired: "This page was too old, and nothing was changed. Try again.",
  confirmed: "You have confirmed who you are. For five minutes you can go on here.",
  linked: "Your account is linked. You can sign in with it from now on.",
  unlinked: "The link is gone. You sign in with what you have here from now on.",
  not_unlinked: "The link stays: without a password or a passkey it is your only way in.",
  email: "Your e-mail address is changed.",
  email_taken: "Another account here has this address, and nothing was changed.",
  signed_out: "You are signed out of this browser.",
  signed_out_everywhere: "You are signed out everywhere, and every app is disconnected.",
  restored: "The entry is back in your journal.",
  purged: "The entry is deleted for ever.",
  unknown_entry: "This entry was not in the trash any more.",
  session_over: "Your session has ended, and nothing was changed. Sign in and try again.",
} as const;

export type Notice = keyof typeof NOTICES;

/** The sentence of a notice that came back from a browser, if it is one of ours. */
export function noticeText(notice: string | undefined): string | undefined {
  return notice !== undefined && Object.hasOwn(NOTICES, notice)
    ? NOTICES[notice as Notice]
    : undefined;
}
