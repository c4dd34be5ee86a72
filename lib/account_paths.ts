/** Where a person looks after their account. Changes are POSTed and end at `account`. */
export const ACCOUNT_PATHS = {
  account: "/account",
  signIn: "/account/sign-in",
  signUp: "/account/sign-up",
  disconnect: "/account/disconnect",
  disconnectAll: "/account/disconnect-all",
  password: "/account/password",
  timeZone: "/account/time-zone",
  signOut: "/account/sign-out",
  signOutEverywhere: "/account/sign-out-everywhere",
  download: "/account/download",
  import: "/account/import",
  trash: "/account/trash",
  restore: "/account/restore",
  purge: "/account/purge",
  activity: "/account/activity",
  deleteData: "/account/delete",
} as const;
