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

/** Every other page, with what it shows once it is used. The glossary of a few lessons, and its deck, are in cards.mjs. */
const PAGES = [
  ["/", "Who hears what, and why"],
  ["/glossary", "All terms"],
  ["/nothing", "there is nothing at"],
  ["/lessons/nothing", "All lessons"],
];

for (const [where, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`the other pages are accessible at ${where}, ${theme}`, async (stage) => {
      const lesson = await (await stage.open({ route: "/cheatsheet", size, dark: theme === "dark" })).ready(4);
      const { page } = lesson;
      const form = 'socket.to("room1").emit("hi")';
      await page.getByRole("button", { name: `Run ${form}`, exact: true }).click();
      await page.locator(".forms tr", { hasText: form }).getByText("All of it came true").first().waitFor();
      await lesson.assertAccessible("the cheat sheet, a row played");
      await stage.shot("cheatsheet");
      for (const [route, text] of PAGES) {
        await page.goto(new URL(route, page.url()).href);
        await page.getByText(text).first().waitFor();
        await lesson.assertAccessible(route);
        await stage.shot(`page${route}`);
      }
      await page.goto(new URL("/", page.url()).href);
      await page.getByRole("link", { name: /^Hello, Socket.IO/ }).click();
      await lesson.ready(2);
      await page.goto(new URL("/", page.url()).href);
      await page.getByRole("button", { name: "Forget my progress" }).click();
      await page.getByRole("dialog").waitFor();
      await lesson.assertAccessible("the course, asked to forget");
      stage.expectErrors(/404/);
    });
  }
}
