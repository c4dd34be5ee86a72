/** What docs/configuration.md and .env.example say of a variable. */
export interface VariableDocs {
  group: string;
  description: string;
  /** The default as it is written, or in words where it depends on something. */
  default?: string;
  /** What `.env.example` shows instead of the default. */
  example?: string;
}
