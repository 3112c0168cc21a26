// The whole course as a student goes through it: every lesson from its first step to its last, every scenario played in the
// page by its clients, challenges with their solution.

import { readdirSync } from "node:fs";
import { assert, test } from "./stage.mjs";

const LESSONS = new URL("../../lessons", import.meta.url).pathname;
const slugs = readdirSync(LESSONS)
  .filter((file) => /^\d+-.*\.md$/.test(file))
  .sort()
  .map((file) => file.replace(/^\d+-|\.md$/g, ""));

/** A scenario with a clock has its waits in real time. */
const LONGEST_PLAY_MS = 60_000;

for (const slug of slugs) {
  test(
    `every step of ${slug} plays`,
    async (stage) => {
      const quick = () => globalThis === top && localStorage.setItem("emitscope.pace", "quick");
      const lesson = await stage.open({ route: `/lessons/${slug}/1`, before: quick });
      const { page } = lesson;
      for (let number = 1; ; number += 1) {
        await page.locator(".cm-content").waitFor({ state: "attached" });
        const step = JSON.parse(await page.locator("#bootstrap").textContent()).step;
        const solution = step.challenge?.solution;
        if (solution) await lesson.write(solution);
        for (const [at, scenario] of step.scenarios.entries()) {
          await play(page, at, `${slug} ${number}: ${scenario.title}`);
        }
        const next = page.locator(".steps a[rel=next]");
        if ((await next.count()) === 0) break;
        await next.click();
        await page.waitForURL(`**/${number + 1}`);
      }
      // An answer that says no is an error to the browser's console, and the point of the scenario.
      stage.expectErrors(/status of 4\d\d/);
    },
    { longest: 600_000 },
  );
}

async function play(page, at, name) {
  const card = page.locator("section.scenario").nth(at);
  const lineByLine = card.getByRole("button", { name: /line by line/i });
  const start = card.getByRole("button", { name: "Play", exact: true });
  await lineByLine.or(start).first().waitFor();
  if (await lineByLine.count()) await lineByLine.click();
  await start.click();
  const status = card.locator(".outcome[role=status]").last();
  await card.getByRole("button", { name: "Play again" }).waitFor({ timeout: LONGEST_PLAY_MS });
  const said = await status.textContent();
  const amiss = await card.locator(".amiss").allTextContents();
  assert.match(said, /^(All of it came true|Played\. Nobody was to receive anything, and nobody did)\.$/, `${name}: ${amiss}`);
}
