import { asJson, JSON_TYPE, type Resource } from "../define/resource.ts";
import { describePerson, whoami } from "../tools/person/whoami.ts";

export const currentUser: Resource = {
  name: "current_user",
  title: "Who you are",
  description: "Whose journal this is, and what this connection may do.",
  mimeType: JSON_TYPE,
  uri: "epicme://users/current",
  scopes: ["user:read"],
  read: async (context) => asJson(whoami.output, await describePerson(context)),
};
