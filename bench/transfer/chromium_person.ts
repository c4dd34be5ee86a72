import { launchChromium } from "../../tests/support/browser/launch.ts";
import { accountOf } from "../../tests/support/people/person.ts";
import { lookUntilSettled, type NewPerson, type Person, type Seen } from "./person.ts";

/** Half an hour: a step of the largest journal takes a minute or two, in milliseconds. */
const STEP_MS = 1_800_000;

/** Starts Chromium, in which each person has a profile of their own. */
export async function openChromium(): Promise<
  AsyncDisposable & { newPerson(options: NewPerson): Promise<Person> }
> {
  const chromium = await launchChromium();
  return {
    async newPerson({ url, name, target }) {
      const page = await (await chromium.newContext()).newPage();
      page.setDefaultTimeout(STEP_MS);
      const { email, password, ...account } = accountOf(name);
      await page.goto(`${url}/account/sign-up`);
      await page.getByLabel("Name").fill(account.name);
      await page.getByLabel("E-mail address").fill(email);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("heading", { name: "Your account" }).waitFor();
      const seen = async (): Promise<Seen> => ({
        html: await page.content(),
        url: new URL(page.url()),
      });
      const look = async () => {
        // While the server is started anew nobody answers.
        for (;;) {
          if (await page.goto(`${url}/account/import`).catch(() => null)) return await seen();
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      };
      return {
        look,
        async give(path) {
          await page.goto(`${url}/account/import`);
          await page.getByLabel("File", { exact: true }).setInputFiles(path);
          await page.getByRole("button", { name: "Look at the file" }).click();
          // The script sends it in parts; then another page says that it is looked at, or was.
          await page.getByText(/What is in it|Looking at/).first().waitFor();
        },
        settled: (isEnough) => lookUntilSettled(look, isEnough),
        async press(_, action) {
          await Promise.all([
            page.waitForNavigation(),
            page.locator(`form[action="${action}"] button[type=submit]`).first().click(),
          ]);
        },
        async takeAlong() {
          await page.goto(`${url}/account/export`);
          const [download] = await Promise.all([
            page.waitForEvent("download"),
            page.locator('form[action="/account/export"] button[type=submit]').first().click(),
          ]);
          await download.saveAs(target);
        },
      };
    },
    [Symbol.asyncDispose]: () => chromium.close(),
  };
}
