// axe-core in both themes and both sizes, before anything was sent and after; with a picture of each.

import { PHONE, test, WIDE } from "./stage.mjs";

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`accessible at ${where}, ${theme}`, async (stage) => {
      const lesson = await (await stage.open({ size, dark: theme === "dark" })).ready();
      const tabs = size === PHONE ? ["Read", "Code", "Clients", "Live"] : [null];
      const visit = async (when) => {
        for (const tab of tabs) {
          if (tab) await lesson.page.locator(".tabs").getByRole("button", { name: tab }).click();
          await lesson.assertAccessible(`${tab ?? "all panes"}, ${when}`);
          await stage.shot(`${when}${tab ? `-${tab}` : ""}`);
        }
      };
      await visit("nothing sent");
      if (size === PHONE) await lesson.page.locator(".tabs").getByRole("button", { name: "Clients" }).click();
      await lesson.sayHello("alice");
      await lesson.heard("bob", 1);
      await visit("hello");
      await lesson.page.getByRole("button", { name: "Keys and help" }).click();
      await lesson.assertAccessible("help");
    });
  }
}
