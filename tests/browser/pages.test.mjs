// Opens every kind of page of a built book in Chromium: wide and narrow, light and dark, with and
// without script. Nothing may overflow, nothing may leave the site, the console stays silent, axe
// finds nothing. BOOK names the folder of the built book, BASE the path that it is served under.
import assert from "node:assert/strict";
import { readFileSync, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, extname } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const book = process.env.BOOK;
const base = process.env.BASE ?? "/a/b/";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".xml": "application/xml", ".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".atom": "application/atom+xml" };
const widths = [360, 768, 1280, 1920];
let server, origin, browser;

before(async () => {
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    let file = path.startsWith(base) ? join(book, path.slice(base.length)) : "";
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const found = file && existsSync(file);
    if (!found) file = join(book, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": types[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/// One page of each kind, from the sitemap: the first document, the first of each folder, ….
function kinds() {
  const sitemap = readFileSync(join(book, "sitemap.xml"), "utf8");
  const addresses = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]).pathname);
  const home = addresses.reduce((a, b) => (a.length <= b.length ? a : b));
  const chosen = new Map();
  for (const address of addresses) {
    const steps = address.slice(home.length).split("/").filter(Boolean);
    const kind = `${steps[0] ?? "home"}/${steps.length}`;
    if (!chosen.has(kind)) chosen.set(kind, steps.join("/") + (steps.length ? "/" : ""));
  }
  chosen.set("404", "nothing/here/");
  return [...chosen.values()];
}

async function open(address, width, options = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => {
    if (!/404/.test(message.text())) trouble.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => trouble.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(origin + base + address, { waitUntil: "load" });
  return { page, context, trouble };
}

test("no page overflows, leaves the site or talks to the console", async () => {
  for (const address of kinds()) {
    for (const width of widths) {
      const { page, context, trouble } = await open(address, width);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${address} is ${overflow} px too wide at ${width}`);
      assert.deepEqual(trouble, [], `${address} at ${width}`);
      await context.close();
    }
  }
});

test("axe finds nothing, light and dark, wide and narrow", async () => {
  for (const address of kinds()) {
    for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"]]) {
      const { page, context } = await open(address, width, { colorScheme });
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        // Text has a contrast of 7:1, more than AA asks for.
        rules: { "color-contrast-enhanced": { enabled: true } },
      }));
      const said = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
      assert.deepEqual(said, [], `${address} at ${width}, ${colorScheme}`);
      await context.close();
    }
  }
});

test("pages read without script", async () => {
  for (const address of kinds()) {
    const { page, context } = await open(address, 1280, { javaScriptEnabled: false });
    assert.equal(await page.locator("h1").count(), 1, address);
    assert.ok((await page.locator("main").innerText()).length > 10, address);
    await context.close();
  }
});

test("every link and anchor of the book leads somewhere", async () => {
  const { page, context } = await open("", 1280, { javaScriptEnabled: false });
  const seen = new Set(), waiting = [origin + base], ids = new Map(), wanted = [];
  while (waiting.length) {
    const url = waiting.pop();
    if (seen.has(url)) continue;
    seen.add(url);
    const response = await page.request.get(url);
    assert.equal(response.status(), 200, url);
    if (!(response.headers()["content-type"] ?? "").includes("html")) continue;
    const html = await response.text();
    ids.set(url, new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])));
    for (const [, href] of html.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const target = new URL(href.replaceAll("&amp;", "&"), url);
      if (target.origin !== origin) continue;
      const place = decodeURIComponent(target.hash.slice(1));
      target.hash = "";
      if (place) wanted.push([url, target.href, place]);
      waiting.push(target.href);
    }
  }
  for (const [from, to, place] of wanted) assert.ok(ids.get(to)?.has(place), `${from} leads to ${to}#${place}`);
  console.log(`crawled ${seen.size} addresses, ${wanted.length} anchors`);
  await context.close();
});

test("first loads are light", async () => {
  for (const address of kinds().filter((address) => address !== "nothing/here/")) {
    const files = [join(address, "index.html"), "theme.css", "theme.js"].map((file) => readFileSync(join(book, file)));
    const weight = files.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
    assert.ok(weight < 100_000, `${address} weighs ${weight} bytes`);
  }
  assert.ok(gzipSync(readFileSync(join(book, "theme.js"))).length < 15_000);
});

test("notes stand in the margin on wide screens and in place on narrow ones", async () => {
  const documents = kinds().filter((address) => /^documents\/./.test(address));
  for (const address of documents) {
    const wide = await open(address, 1280);
    const beside = await wide.page.evaluate(() => {
      const [note, text] = [document.querySelector(".note"), document.querySelector(".text .block")];
      return note && text ? note.getBoundingClientRect().left >= text.getBoundingClientRect().right - 1 : null;
    });
    assert.notEqual(beside, false, `${address}: a note lies over the text`);
    await wide.context.close();
    const narrow = await open(address, 360);
    const inside = await narrow.page.evaluate(() => {
      const note = document.querySelector(".note");
      return note ? note.getBoundingClientRect().right <= innerWidth : null;
    });
    assert.notEqual(inside, false, `${address}: a note leaves the screen`);
    await narrow.context.close();
  }
});

/// The documents, which have the running text.
function texts() {
  const sitemap = readFileSync(join(book, "sitemap.xml"), "utf8");
  const addresses = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1]).pathname);
  const home = addresses.reduce((a, b) => (a.length <= b.length ? a : b));
  return addresses.map((address) => address.slice(home.length)).filter((address) => /^documents\/\d/.test(address));
}

test("a line of running text has 60 to 72 characters, in one face of 18 to 20 px", async () => {
  for (const address of texts()) {
    for (const width of [1280, 1920]) {
      const { page, context } = await open(address, width);
      const text = await page.evaluate(() => {
        const lines = [];
        const paragraphs = [...document.querySelectorAll(".text .block > p")];
        for (const paragraph of paragraphs) {
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange();
          let top = null, letters = 0;
          for (let node; (node = walker.nextNode());) {
            if (node.parentElement.closest("sup, .note-mark")) continue;
            for (let at = 0; at < node.length; at++) {
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const box = [...range.getClientRects()].at(-1);
              if (!box?.width) continue;
              // The last line of a paragraph is as short as it happens to be, and does not count.
              if (top !== null && box.top > top + 8) { lines.push(letters); letters = 0; }
              if (top === null || box.top > top + 8) top = box.top;
              letters++;
            }
          }
        }
        const style = getComputedStyle(paragraphs[0]);
        const mean = lines.reduce((sum, line) => sum + line, 0) / lines.length;
        return { mean, longest: Math.max(...lines), size: parseFloat(style.fontSize), leading: parseFloat(style.lineHeight) / parseFloat(style.fontSize), top: paragraphs[0].getBoundingClientRect().top };
      });
      assert.ok(text.mean >= 60 && text.mean <= 72, `${address} at ${width}: ${text.mean} characters a line`);
      assert.ok(text.longest <= 80, `${address} at ${width}: a line of ${text.longest} characters`);
      assert.ok(text.size >= 18 && text.size <= 20 && text.leading >= 1.5 && text.leading <= 1.6, `${address}: ${text.size} px, leading ${text.leading}`);
      assert.ok(text.top < 560, `${address} at ${width}: the text begins at ${text.top}`);
      await context.close();
    }
  }
});

test("no Vietnamese name is set in two faces", async () => {
  let names = 0;
  for (const address of [...texts(), "people/", "disputed/"]) {
    const { page, context } = await open(address, 1280);
    const client = await context.newCDPSession(page);
    await client.send("DOM.enable");
    await client.send("CSS.enable");
    const { root } = await client.send("DOM.getDocument", { depth: 0 });
    const { nodeIds } = await client.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "main :not(:has(*))" });
    for (const nodeId of nodeIds) {
      const { outerHTML } = await client.send("DOM.getOuterHTML", { nodeId });
      if (!/[\u01a0-\u01b0\u1ea0-\u1ef9]/.test(outerHTML)) continue;
      names++;
      const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
      const families = new Set(fonts.map((font) => font.familyName));
      assert.ok(families.size <= 1, `${address}: ${[...families].join(", ")} in ${outerHTML.slice(0, 200)}`);
    }
    await context.close();
  }
  assert.ok(names > 10, `only ${names} names looked at`);
});

test("colours change by the switch in the foot, with and without script", async () => {
  for (const address of kinds()) {
    for (const javaScriptEnabled of [true, false]) {
      const { page, context } = await open(address, 1280, { javaScriptEnabled, colorScheme: "light" });
      const paper = () => page.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor);
      const light = await paper();
      const dark = page.locator("footer").getByLabel("Dark");
      await dark.check();
      assert.notEqual(await paper(), light, `${address}: dark`);
      await page.locator("footer").getByLabel("Light").check();
      assert.equal(await paper(), light, `${address}: light`);
      const box = await dark.locator("..").boundingBox();
      assert.ok(box.height >= 24 && box.width >= 24, `${address}: the switch is ${box.width} by ${box.height}`);
      await context.close();
    }
  }
});

test("the script remembers the colours on the next page", async () => {
  const { page, context } = await open("", 1280, { colorScheme: "light" });
  await page.locator("footer").getByLabel("Dark").check();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await paper();
  await page.goto(origin + base + kinds()[1]);
  assert.equal(await paper(), dark);
  assert.ok(await page.locator("#theme-dark").isChecked());
  await context.close();
});

test("names and notes can be put out of sight on documents, and there alone", async () => {
  for (const address of kinds()) {
    const { page, context } = await open(address, 1280, { javaScriptEnabled: false });
    const switches = await page.locator("input[name=marks]").count();
    assert.equal(switches > 0, /^documents\/\d/.test(address), address);
    if (switches) {
      const line = () => page.locator(".text .mention").first().evaluate((name) => getComputedStyle(name).textDecorationLine);
      assert.equal(await line(), "underline");
      await page.locator(".marks summary").click();
      await page.getByLabel("Text only").check();
      assert.equal(await line(), "none");
      assert.equal(await page.locator(".note").first().isVisible(), false);
    }
    await context.close();
  }
});

test("names keep their underline and their kind in dark colours", async () => {
  const { page, context } = await open(texts().at(-1), 1280, { colorScheme: "dark" });
  const names = await page.evaluate(() => {
    const light = (colour) => { const [r, g, b] = colour.match(/[\d.]+/g).map(Number); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const paper = light(getComputedStyle(document.documentElement).backgroundColor);
    return [...document.querySelectorAll(".text .mention")].map((name) => {
      const style = getComputedStyle(name);
      return { kind: name.className, line: style.textDecorationLine, form: `${style.textDecorationStyle} ${style.textDecorationThickness}`, apart: light(style.textDecorationColor) - paper };
    });
  });
  assert.ok(names.length > 3);
  for (const name of names) assert.ok(name.line === "underline" && name.apart > 80, JSON.stringify(name));
  const form = (kind) => names.find((name) => name.kind.includes(kind))?.form;
  const forms = ["person", "agreement", "organization", "place"].map(form).filter(Boolean);
  assert.equal(new Set(forms).size, forms.length, `kinds look alike: ${forms}`);
  await context.close();
});

test("on paper notes stand in place, open, without navigation, with addresses of what they cite", async () => {
  const { page, context } = await open(texts().at(-1), 800);
  await page.emulateMedia({ media: "print" });
  const paper = await page.evaluate(() => {
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.getBoundingClientRect().height > 0 && element.checkVisibility());
    const note = document.querySelector(".notes"), next = note.nextElementSibling, before = note.previousElementSibling;
    const cited = shown(".cites a[rel=external]")[0];
    return {
      navigation: shown("nav, .masthead, .foot, form").length,
      open: shown(".note-text").length === document.querySelectorAll(".note-text").length && shown(".signed").length > 0,
      between: before.getBoundingClientRect().bottom <= note.getBoundingClientRect().top + 1 && note.getBoundingClientRect().bottom <= next.getBoundingClientRect().top + 1,
      address: cited ? getComputedStyle(cited, "::after").content : "http",
    };
  });
  assert.deepEqual({ ...paper, address: /http/.test(paper.address) }, { navigation: 0, open: true, between: true, address: true });
  await context.close();
});
