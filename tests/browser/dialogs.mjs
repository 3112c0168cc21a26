// What opens over the page: a dialog keeps the focus, Escape leaves it, and the focus is back on what opened it.

import { assert, PHONE, test, WIDE } from "./stage.mjs";
import { walk } from "./walk.mjs";

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  test(`a dialog keeps the focus, and Escape gives it back, at ${where}`, async (stage) => {
    const lesson = await (await stage.open({ size })).ready();
    const { page } = lesson;
    const tab = (name) => size === PHONE && page.locator(".tabs").getByRole("button", { name }).click();
    await tab("Clients");
    await lesson.sayHello("alice");
    await lesson.heard("bob", 1);
    for (const name of ["Share this code", "Take with you", "Keys and help", "Your own client"]) {
      const opener = page.getByRole("button", { name });
      await opener.focus();
      await page.keyboard.press("Enter");
      const dialog = page.locator("dialog[open]");
      await dialog.waitFor();
      // What it asks of the server is there.
      await dialog.locator("textarea, input").first().waitFor();
      const stops = await walk(page, name);
      assert.ok(stops.includes("Close"), `${name}: ${stops.join(" / ")}`);
      const strays = await page.evaluate(() => globalThis.stops.filter((it) => !it.closest("dialog[open]")).length);
      assert.equal(strays, 0, `${name} keeps the focus`);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await page.waitForFunction((name) => {
        const { ariaLabel, textContent } = document.activeElement;
        return (ariaLabel ?? textContent) === name;
      }, name);
    }
    const steps = page.locator(".steps-menu summary");
    await steps.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => document.activeElement.closest(".sheet-of-steps"));
    await page.keyboard.press("Escape");
    assert.ok(await steps.evaluate((it) => it === document.activeElement));
  });
}
