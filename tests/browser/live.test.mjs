// Edits the files of a small book while a page of it is open in Chromium: the page reloads by
// itself and stays where it was, says what is wrong while the book cannot be built, and comes back
// when it is mended. BRIEFBOOK names the program; without it, the one that `cargo build` made.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const project = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.BRIEFBOOK ?? join(project, "target/debug/briefbook");
// Only against hanging for ever; no test waits for it.
const timeout = 60_000;
let root, serve, home, browser;

const write = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

const letter = (last) => {
  const paragraphs = Array.from({ length: 60 }, (_, n) => `Paragraph ${n} is about the engine, its cards and its many wheels.`);
  return `---\ntitle: A letter\ndate: 1842\nsource: {publication: Notes}\nrights: own-words\nsummary: About the engine.\n---\n\n${paragraphs.join("\n\n")}\n\n${last}\n`;
};
const path = "content/documents/letter.md";

/// Starts the preview; gives the address that it says.
async function start(port) {
  serve = spawn(program, ["--root", root, "serve", "--port", port], { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((said) => {
    createInterface({ input: serve.stderr }).on("line", (line) => {
      const address = line.match(/^Serving at (\S+)/)?.[1];
      if (address) said(address);
    });
  });
}

const stop = () => new Promise((ended) => {
  serve.once("exit", ended);
  serve.kill("SIGINT");
});

before(async () => {
  root = mkdtempSync(join(tmpdir(), "book-"));
  write("site.toml", 'title = "Letters"\nbase_url = "https://a.example/b/"\n');
  write("content/index.md", "---\ntitle: Letters\n---\n\nWelcome.\n");
  write(path, letter("It rained."));
  home = await start("0");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  serve?.kill("SIGINT");
  if (root) rmSync(root, { recursive: true, force: true });
});

/// Opens a page. `trouble` collects what the console says and what leaves the site.
async function open(address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(timeout);
  const trouble = [];
  page.on("console", (message) => trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => trouble.push(`error: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(home) && !request.url().startsWith("data:")) trouble.push(`request: ${request.url()}`);
  });
  await page.goto(home + address, { waitUntil: "load" });
  return { page, context, trouble };
}

const appears = (page, text) => page.getByText(text).first().waitFor({ state: "attached" });

test("a page reloads by itself and stays where it was", async () => {
  const { page, context, trouble } = await open("documents/letter/");
  await page.evaluate(() => scrollTo(0, 1500));
  await page.waitForFunction(() => scrollY === 1500);
  for (const last of ["It snowed.", "It hailed."]) {
    // An editor's rename over, then a save in place.
    if (last === "It snowed.") {
      write("content/documents/.letter.new", letter(last));
      renameSync(join(root, "content/documents/.letter.new"), join(root, path));
    } else {
      write(path, letter(last));
    }
    await appears(page, last);
    await page.waitForFunction(() => scrollY === 1500);
  }
  assert.deepEqual(trouble, []);
  await context.close();
});

test("what is wrong is said in the page until it is mended", async () => {
  const { page, context, trouble } = await open("documents/letter/");
  const panel = page.locator("#briefbook-problems");
  assert.equal(await panel.count(), 0);
  const good = readFileSync(join(root, path), "utf8");
  write(path, good.replace("date: 1842", "date: <img src=x>: {"));
  await panel.waitFor();
  const said = await panel.innerText();
  assert.match(said, /content\/documents\/letter\.md:3:\d+/);
  assert.match(said, /last good/);
  assert.match(said, /<img src=x>/, "shown as text");
  assert.equal(await panel.locator("img").count(), 0);
  await appears(page, "Paragraph 59");
  const position = await panel.evaluate((element) => getComputedStyle(element).position);
  assert.equal(position, "fixed", "the panel has its style");
  write(path, good);
  await panel.waitFor({ state: "detached" });
  await appears(page, "Paragraph 59");
  assert.deepEqual(trouble, []);
  await context.close();
});

test("a page in the background is up to date when it is looked at again", async () => {
  const { page, context, trouble } = await open("documents/letter/");
  await page.goto(`${home}documents/`, { waitUntil: "load" });
  write(path, letter("It thawed."));
  await page.goBack({ waitUntil: "load" });
  await appears(page, "It thawed.");
  assert.deepEqual(trouble, []);
  await context.close();
});

test("an open page finds a preview that was started again", async () => {
  const { page, context } = await open("documents/letter/");
  await stop();
  write(path, letter("It dripped."));
  await start(new URL(home).port);
  await appears(page, "It dripped.");
  await context.close();
});

test("a book that cannot be built at first appears when it is mended", async () => {
  await stop();
  const good = readFileSync(join(root, "site.toml"), "utf8");
  write("site.toml", 'title = "Letters\n');
  await start(new URL(home).port);
  const page = await browser.newPage();
  page.setDefaultTimeout(timeout);
  await page.goto(new URL("/", home).href, { waitUntil: "load" });
  assert.match(await page.locator("#briefbook-problems").innerText(), /site\.toml:1:\d+/);
  write("site.toml", good);
  await page.waitForURL(home);
  await appears(page, "Welcome.");
  await page.close();
});
