/** The protocol in one of its two forms: 2026-07-28, or the revisions of 2025. */
export type Era = "modern" | "legacy";
