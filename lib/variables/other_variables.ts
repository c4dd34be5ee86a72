/** Read by Deno, by the platform or by a script, and not by the configuration. */
export const OTHER_VARIABLES: Readonly<Record<string, string>> = {
  DENO_KV_ACCESS_TOKEN: "The access token of KV Connect (Deno)",
  DENO_DEPLOY: "true: set by Deno Deploy, where nothing is kept on disk",
  DENO_DEPLOY_APPLICATION_SLUG: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  DENO_DEPLOY_ORGANIZATION_SLUG: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  DENO_KV_DEFAULT_PATH: "Set by Deno Deploy: the KV database that is assigned to the app (Deno)",
  DENO_SERVE_ADDRESS: "Set by Deno Deploy: where it wants us to listen, instead of HOST (Deno)",
  DENO_TIMELINE: "Set by Deno Deploy: a part of PUBLIC_URL, unless that is set",
  OTEL_DENO: "true: traces, metrics and log lines go to an OpenTelemetry collector (Deno)",
  KEYCLOAK_PASSWORD: "The password of the administrator for `deno task keycloak`",
  EPICME_PASSWORD: "The password for `deno task token`, instead of a question",
  INIT_CWD: "Set by `deno task`: paths of backup and restore start there",
};
