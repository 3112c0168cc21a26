// Pictures of the main states in both sizes and themes, from a fixed clock and fixed ids, for people to look at: they are
// in `target/screenshots/`. Each state is waited for as a reader sees it.

import { DAY, fixed } from "./fixed.mjs";
import { Card } from "./predict.mjs";
import { PHONE, test, WIDE } from "./stage.mjs";

for (const [width, size] of [
  ["1440", WIDE],
  ["390", PHONE],
]) {
  for (const theme of ["light", "dark"]) {
    test(`pictures ${width} ${theme}`, async (stage) => {
      const server = await stage.serve();
      const options = { server, size, dark: theme === "dark", before: fixed, now: DAY };
      const lesson = await (await stage.open({ ...options, route: "/lessons/to-a-room/2" })).ready(4);
      const { page } = lesson;
      /** On a phone the tab that shows it. */
      const look = async (tab) => {
        if (size === PHONE) await page.locator(".tabs").getByRole("button", { name: tab }).click();
      };
      const go = (route) => page.goto(server.url + route);

      await stage.shot("01-begin");
      await look("Live");
      await stage.shot("02-begin-live");

      await look("Read");
      const card = new Card(lesson, "Alice writes through her socket");
      await card.mark({ alice: true, bob: true, carol: false, dave: false });
      await card.look();
      await card.tally();
      await stage.shot("03-predicted");
      await look("Live");
      await lesson.says("1 of 4 clients; 1 heard it");
      await stage.shot("04-heard");

      await look("Clients");
      await lesson.frame("carol").getByRole("button", { name: "Send note" }).click();
      await lesson.seen(".foot.heard", "Heard by 1 listener", { attached: true });
      await lesson.heard("alice", 1);
      await stage.shot("05-clients");
      await look("Live");
      await lesson.says("2 of 4 clients; 2 heard it");
      await page.locator(".position .tool").first().click();
      await lesson.seen(".position", "Decision 1 of 2");
      await stage.shot("06-back");
      await page.getByRole("button", { name: "Back to live" }).click();

      await page.getByRole("button", { name: "All rooms", exact: true }).click();
      await page.getByRole("table").getByText("dave's own room").waitFor();
      await stage.shot("06-rooms");
      await page.getByRole("button", { name: "Reasons", exact: true }).click();

      if (size === PHONE) await page.locator(".wire-fold summary").click();
      await page.locator(".packet-row", { hasText: '["note"' }).last().click();
      await page.locator(".explained").getByText("Socket.IO's type 2, EVENT").waitFor();
      await stage.shot("07-packet");
      await page.getByRole("button", { name: "Cost", exact: true }).click();
      await page.locator(".cost tbody tr").first().waitFor();
      await stage.shot("08-cost");

      await look("Code");
      await lesson.write((await lesson.code()).replace("socket.join(rooms)", "socket.join(rooms"));
      await lesson.run();
      await page.getByRole("button", { name: /Go to line/ }).waitFor();
      await stage.shot("09-mistake");
      stage.expectErrors(/400 \(Bad Request\)/);

      await go("/lessons/nobody-listening/1");
      await lesson.ready(2);
      const unheard = new Card(lesson);
      await unheard.look();
      await look("Live");
      await lesson.says("1 heard it");
      await stage.shot("10-unheard");

      await go("/lessons/to-a-room/6");
      await lesson.ready(4);
      await look("Read");
      const challenge = page.locator(".challenge");
      await challenge.getByRole("button", { name: "Check my code" }).click();
      await challenge.locator(".wrong-line").first().scrollIntoViewIfNeeded();
      await stage.shot("11-challenge");

      await go("/lessons/to-a-room/3");
      await lesson.ready(4);
      const quiz = page.locator(".quiz").first();
      await quiz.locator("input").first().check();
      await quiz.getByRole("button", { name: "Check" }).click();
      await quiz.getByRole("button", { name: "Try again" }).scrollIntoViewIfNeeded();
      await stage.shot("12-quiz");

      await go("/cheatsheet");
      await lesson.ready(4);
      await page.getByRole("button", { name: 'Run socket.to("room1").emit("hi")', exact: true }).click();
      await page.locator(".forms").getByText("All of it came true").waitFor();
      await stage.shot("13-cheatsheet");
      await go("/");
      await page.getByRole("link", { name: /Continue|Go on/ }).waitFor();
      await stage.shot("14-course");
      await go("/glossary");
      await page.getByText(/cards? due|All terms/).first().waitFor();
      await stage.shot("15-glossary");
    });
  }
}
