/** Whether a member is of the apps themselves: settings, templates of plug-ins, old versions. */
export function isOfApp(path: string): boolean {
  return OF_APP.test(path);
}

const OF_APP =
  /(?:^|\/)(?:\.(?!trash\/)[^/]+\/|logseq\/(?:(?:bak|\.recycle)\/|[^/]+\.(?:edn|css)$))/;
