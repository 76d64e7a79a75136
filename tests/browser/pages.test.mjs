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
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
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
