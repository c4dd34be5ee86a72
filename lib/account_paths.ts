/** Where a person looks after their account and their data. Changes are POSTed and end at `account`. */
export const ACCOUNT_PATHS = {
  account: "/account",
  signIn: "/account/sign-in",
  signUp: "/account/sign-up",
  /** For somebody who has forgotten a password. */
  forgot: "/account/forgot",
  /** Where a link to a new password leads. */
  reset: "/account/reset",
  /** Goes to the provider of `LOGIN_ISSUER`. */
  login: "/account/login",
  /** Where the provider answers: the one redirect URI that is registered there. */
  loginCallback: "/account/login/callback",
  /** The first sign-in of somebody whose e-mail address has an account. */
  loginFirst: "/account/login/first",
  /** Goes to the provider once more, to be asked there who this is. */
  loginConfirm: "/account/login/confirm",
  loginLink: "/account/login/link",
  loginUnlink: "/account/login/unlink",
  /** Proves once more who this is. */
  confirm: "/account/confirm",
  confirmPasskey: "/account/confirm/passkey",
  email: "/account/email",
  /** Where a person says that they have seen what they were told. */
  seen: "/account/seen",
  profile: "/account/profile",
  name: "/account/profile/name",
  ownEmail: "/account/profile/email",
  dates: "/account/profile/dates",
  /** The browsers that are signed in, and the sign-ins. */
  signIns: "/account/sign-ins",
  endSession: "/account/sign-ins/end",
  endOtherSessions: "/account/sign-ins/end-others",
  /** What one app may do. */
  app: "/account/app",
  appScopes: "/account/app/scopes",
  passkeys: "/account/passkeys",
  /** Answers scripts only. */
  passkeyChallenge: "/account/passkeys/challenge",
  passkeySignIn: "/account/passkeys/sign-in",
  passkeyAdd: "/account/passkeys/add",
  passkeyRename: "/account/passkeys/rename",
  passkeyRemove: "/account/passkeys/remove",
  passkeyRequire: "/account/passkeys/require",
  passkeyRequireNoLonger: "/account/passkeys/require-no-longer",
  recoveryCodes: "/account/passkeys/recovery-codes",
  disconnect: "/account/disconnect",
  disconnectAll: "/account/disconnect-all",
  password: "/account/password",
  timeZone: "/account/time-zone",
  signOut: "/account/sign-out",
  signOutEverywhere: "/account/sign-out-everywhere",
  download: "/account/download",
  import: "/account/import",
  /** Where a file comes in parts: what follows it names an upload. */
  importUpload: "/account/import/upload",
  importColumns: "/account/import/columns",
  importBegin: "/account/import/begin",
  importStop: "/account/import/stop",
  importUndo: "/account/import/undo",
  importResult: "/account/import/result",
  export: "/account/export",
  exportMeasure: "/account/export/measure",
  /** How far a download is. */
  exportProgress: "/account/export/progress",
  trash: "/account/trash",
  restore: "/account/restore",
  purge: "/account/purge",
  activity: "/account/activity",
  deleteData: "/account/delete",
} as const;

/** The pages that people have who sign in at an external server: about their data, not their account. */
export const DATA_PATHS = [
  ACCOUNT_PATHS.account,
  ACCOUNT_PATHS.profile,
  ACCOUNT_PATHS.import,
  ACCOUNT_PATHS.importResult,
  ACCOUNT_PATHS.export,
  ACCOUNT_PATHS.exportProgress,
  ACCOUNT_PATHS.trash,
  ACCOUNT_PATHS.activity,
  ACCOUNT_PATHS.deleteData,
] as const;
