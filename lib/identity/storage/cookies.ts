/** What the cookies of oidc-provider are called here. */
export const COOKIES = {
  session: "epicme_session",
  interaction: "epicme_interaction",
  resume: "epicme_resume",
} as const;
