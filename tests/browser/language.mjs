// A page in another language: its texts come along in the HTML, and English stands in for what they lack.

import { assert, test } from "./stage.mjs";

const ESPERANTO = `
status-running = Servilo kun { $clients ->
    [one] unu clients
   *[other] { $clients } clients
}
lead-sent = <code>{ $event }</code> venis de <b>{ $client }</b>.
cost = Kosto de ĉiu konekto
`;

test("a page speaks the language that came with it", async (stage) => {
  const lesson = await stage.open({ route: "/" });
  const { page } = lesson;
  await page.route("**/lessons/*", async (route) => {
    const response = await route.fetch();
    const texts = JSON.stringify(ESPERANTO).replaceAll("<", "\\u003c");
    const html = (await response.text())
      .replace('<html lang="en">', '<html lang="eo">')
      .replace("</head>", `<script type="application/json" id="texts">${texts}</script></head>`);
    await route.fulfill({ response, body: html });
  });
  await page.goto(new URL("/lessons/broadcasting", page.url()).href);
  await lesson.ready();
  await lesson.seen(".status", "Servilo kun 3 clients", { attached: true });
  await lesson.sayHello("alice");
  await lesson.says("hello venis de alice. Line");
  const [code, strong] = await Promise.all(["code", "strong"].map((tag) => page.locator(`.sentence ${tag}`).first().textContent()));
  assert.deepEqual([code, strong], ["hello", "alice"], "emphasis stands where the language puts it");
  await lesson.says("delivered it to");
});
