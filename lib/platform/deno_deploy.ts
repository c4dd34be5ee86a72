type Environment = Readonly<Record<string, string | undefined>>;

/** Whether we run on Deno Deploy, which says so itself: nobody can set names that begin with DENO_. */
export function isOnDenoDeploy(environment: Environment): boolean {
  return environment.DENO_DEPLOY === "true";
}

/**
 * Returns the origin at which Deno Deploy serves this timeline, or undefined where its names leave
 * that open: the platform does not document how it makes a host of a branch such as `fix/search`.
 * A domain of the operator's own is not among the names: `PUBLIC_URL` has to say it.
 */
export function originOnDenoDeploy(environment: Environment): string | undefined {
  const app = environment.DENO_DEPLOY_APPLICATION_SLUG ?? "";
  const organization = environment.DENO_DEPLOY_ORGANIZATION_SLUG ?? "";
  const suffix = suffixOf(environment.DENO_TIMELINE ?? "");
  if (suffix === undefined) return undefined;
  const labels = [app, `${app}${suffix}`, organization];
  return labels.every(isLabel) ? `https://${app}${suffix}.${organization}.deno.net` : undefined;
}

/** What a timeline adds to the name of the app. */
function suffixOf(timeline: string): string | undefined {
  if (timeline === "production") return "";
  const [, kind, name] = /^(git-branch|preview)\/(.+)$/.exec(timeline) ?? [];
  if (kind === "preview") return `-${name}`;
  if (kind === "git-branch") return `--${name}`;
}

/** Whether this is a label of a host name just as it is (RFC 1123, section 2.1), in lower case. */
function isLabel(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name);
}
