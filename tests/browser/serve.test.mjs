// `plenary serve` in a browser: an edit is seen where the reader was, and what is wrong with the
// content is told over the page, until it is mended.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { none, withPage } from './support.mjs';

const REPOSITORY = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const PROGRAM = process.env.PLENARY_PROGRAM ?? path.join(REPOSITORY, 'target/debug/plenary');
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MINUTES = 'content/meetings/2017/f2f-2-madrid/index.md';

let archive;
let program;
let base;

before(async () => {
  archive = await mkdtemp(path.join(os.tmpdir(), 'plenary-serve-'));
  await cp(path.join(REPOSITORY, 'content'), path.join(archive, 'content'), { recursive: true });
  ({ program, base } = await serve(archive));
  await fetch(new URL('index.html', base)); // which waits for the first site
});

/** Starts a preview of an archive: the program, and where it is. */
async function serve(folder, more = {}) {
  const args = ['serve', '--port', '0', '--base-url', 'https://team.example.org/'];
  const env = { ...process.env, NO_COLOR: '1', ...more };
  delete env.SOURCE_DATE_EPOCH;
  const started = spawn(PROGRAM, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = createInterface({ input: started.stderr });
  const where = await new Promise((resolve, reject) => {
    started.once('exit', () => reject(new Error('plenary serve ended')));
    lines.on('line', (line) => {
      const url = line.match(/http:\S+/);
      if (url) resolve(url[0]);
    });
  });
  return { program: started, base: where };
}

after(async () => {
  program?.kill();
  if (archive) await rm(archive, { recursive: true, force: true });
});

/** Changes a file of the archive while `fn` runs, and puts it back. */
async function changed(file, change, fn) {
  const whole = path.join(archive, file);
  const text = await readFile(whole, 'utf8');
  await writeFile(whole, change(text));
  try {
    await fn();
  } finally {
    await writeFile(whole, text);
  }
}

/** The minutes with a long passage at their beginning. */
function longer(text) {
  const end = text.indexOf('\n+++', 3) + 4;
  const passage = 'This was added above.\n\n'.repeat(20);
  return `${text.slice(0, end)}\n\n${passage}${text.slice(end)}`;
}

const broken = (text) => text.replace(/^title = /mu, 'titel = ');

/** The minutes with a key that would be an element were it not kept text. */
const hostile = (text) => text.replace('+++\n', '+++\n"<img src=x onerror=alert(1)>" = 1\n');

test('an edit is on the page, and the reader where they were', async () => {
  await withPage({ base }, async (page, url) => {
    await page.goto(url('meetings/f2f-2-madrid.html'));
    const id = await page.evaluate(goDown);
    const top = await page.evaluate(topOf, id);
    await changed(MINUTES, longer, async () => {
      await page.waitForFunction(() => document.body.textContent.includes('This was added above.'));
      await page.waitForFunction(isNear, { id, top });
    });
    await page.waitForFunction(() => !document.body.textContent.includes('This was added above.'));
    await page.waitForFunction(isNear, { id, top });
  });
});

/** The minutes with one more sentence at the end of a paragraph in their middle. */
function anotherSentence(text) {
  const paragraphs = text.split('\n\n');
  const isSuch = (one, at) => at > paragraphs.length / 2 && /^[A-Z].*\.$/su.test(one);
  const long = paragraphs.findIndex(isSuch);
  assert.ok(long > 0, 'there is a paragraph');
  paragraphs[long] += ' This was added.';
  return paragraphs.join('\n\n');
}

test('an edit is shown before the page is loaded again, and nothing else is touched', async () => {
  await withPage({ base }, async (page, url) => {
    await page.goto(url('meetings/f2f-2-madrid.html'));
    const names = await page.evaluate(watchForSentence);
    assert.ok(names > 10, 'there is something around the edit');
    await changed(MINUTES, anotherSentence, async () => {
      await page.waitForFunction(() => sessionStorage.getItem('seen') !== null);
      await page.waitForFunction(() => !window.isFirst && document.readyState === 'complete');
      const seen = JSON.parse(await page.evaluate(() => sessionStorage.getItem('seen')));
      // the paragraph's own name is made of its words
      assert.deepEqual(seen, { isFirst: true, kept: names - 1 });
      assert.match(await page.innerText('main'), /This was added\./u);
    });
  });
});

/** Notes what the page is when the sentence comes; the number of things with a name before it. */
function watchForSentence() {
  const before = [...document.querySelectorAll('main [id]')];
  window.isFirst = true;
  const look = () => {
    const hasCome = document.body.textContent.includes('This was added.');
    if (!hasCome || sessionStorage.getItem('seen')) return;
    const kept = before.filter((one) => one.isConnected).length;
    sessionStorage.setItem('seen', JSON.stringify({ isFirst: window.isFirst, kept }));
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  return before.length;
}

test('an edit of what a script has changed is shown as any reader has it', async () => {
  await withPage({ base }, async (page, url) => {
    await page.goto(url('meetings/f2f-2-madrid.html'));
    await page.evaluate(() => document.querySelector('main').prepend('A script was here.'));
    await changed(MINUTES, anotherSentence, async () => {
      await page.waitForFunction(() => document.body.textContent.includes('This was added.'));
      await page.waitForFunction(() => !document.body.textContent.includes('A script was here.'));
    });
    await page.waitForFunction(() => !document.body.textContent.includes('This was added.'));
  });
});

test('a page that goes gives way to the one that says so, and comes back', async () => {
  const file = path.join(archive, 'content/pages/passing.md');
  const write = () => writeFile(file, '+++\ntitle = "Passing"\n+++\n\nHere for a while.\n');
  await write();
  await withPage({ base, allow: [/404/u] }, async (page, url) => {
    await eventually(async () => (await fetch(url('passing.html'))).ok);
    await page.goto(url('passing.html'));
    assert.match(await page.innerText('main'), /Here for a while\./u);
    await rm(file);
    await page.waitForFunction(() => document.body.classList.contains('page-not-found'));
    await write();
    await page.waitForFunction(() => document.body.textContent.includes('Here for a while.'));
  });
  await rm(file);
});

/** A folder with a `git` that says nothing until there is a file `go`: so long, no site is made. */
async function slowGit() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'plenary-git-'));
  const script = `#!/bin/sh\nuntil [ -e '${folder}/go' ] || [ ! -d '${folder}' ]; do sleep 0.05; done\nexit 1\n`;
  await writeFile(path.join(folder, 'git'), script, { mode: 0o755 });
  return folder;
}

/** Calls; by default one more than are shown before all have been read. */
async function manyCalls(content, most = 61) {
  for (let n = 1; n <= most; n += 1) {
    const day = new Date(Date.UTC(2010, 0, 5 + 7 * n)).toISOString().slice(0, 10);
    const head = `title = "Call"\nseries = "plenary"\ndate = ${day}\nstart = 06:00\nend = 07:00`;
    const text = `+++\n${head}\n+++\n\n## Notes\n\nThe notes of call ${n}.\n`;
    await writeFile(path.join(content, 'meetings', `plenary-${n + 1000}.md`), text);
  }
}

/** A large archive that is being read until `go` is called. */
async function whileReading(use) {
  const large = await mkdtemp(path.join(os.tmpdir(), 'plenary-large-'));
  const git = await slowGit();
  await cp(path.join(REPOSITORY, 'content'), path.join(large, 'content'), { recursive: true });
  await manyCalls(path.join(large, 'content'));
  const served = await serve(large, { PATH: `${git}${path.delimiter}${process.env.PATH}` });
  const looking = { headers: { accept: 'text/html' } };
  try {
    // on a slow machine there is nothing to be seen at first
    const isThere = async () => (await fetch(new URL('index.html', served.base), looking)).ok;
    await eventually(isThere);
    await use(served.base, () => writeFile(path.join(git, 'go'), ''));
  } finally {
    served.program.kill();
    await rm(large, { recursive: true, force: true });
    await rm(git, { recursive: true, force: true });
  }
}

test('a page is there before all has been read, says so, and is then as any reader has it', async () => {
  await whileReading(async (base, go) => {
    await withPage({ base }, async (page, url) => {
      await page.goto(url('meetings/plenary-1001.html'));
      assert.match(await page.innerText('main'), /The notes of call 1\./u);
      const margin = await page.evaluate(() => getComputedStyle(document.body).margin);
      assert.equal(margin, '0px', 'it is styled');
      const told = page.locator('.plenary-problems section');
      await told.waitFor();
      assert.match(await told.innerText(), /still being read/u);
      const before = await page.evaluate(version);
      await go();
      await told.waitFor({ state: 'detached' });
      const now = await (await fetch(url('meetings/plenary-1001.html'))).text();
      await eventually(async () => (await page.evaluate(version)) !== before);
      assert.ok(now.includes(`data-site="${await page.evaluate(version)}"`), 'it is of the site');
    });
  });
});

test('who came before there was anything has the page as soon as there is one', async () => {
  await whileReading(async (base) => {
    await withPage({ base }, async (page, url) => {
      const body = '<!doctype html><html lang="en"><title>Not yet</title><link rel="icon" href="data:,"><main>Not yet</main>'
        + '<script src="/.plenary/reload.js" data-site=""></script></html>';
      const answer = (route) => route.fulfill({ contentType: 'text/html', body });
      await page.route('**/plenary-1001.html', answer, { times: 1 });
      await page.goto(url('meetings/plenary-1001.html'));
      await page.locator('main', { hasText: 'The notes of call 1.' }).waitFor();
      assert.match(await page.locator('.plenary-problems section').innerText(), /still being read/u);
    });
  });
});

test('in a large archive each page that is open is loaded once after an edit', async () => {
  const large = await mkdtemp(path.join(os.tmpdir(), 'plenary-large-'));
  await cp(path.join(REPOSITORY, 'content'), path.join(large, 'content'), { recursive: true });
  await manyCalls(path.join(large, 'content'), 330);
  const served = await serve(large);
  const file = path.join(large, 'content/meetings/plenary-1330.md');
  const retitle = async (title) => {
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^title = .*$/mu, `title = "${title}"`));
  };
  try {
    await fetch(new URL('index.html', served.base)); // which waits for the first site
    await withPage({ base: served.base }, async (page, url) => {
      const register = await page.context().newPage();
      await register.goto(url('meetings.html'));
      await page.goto(url('meetings/plenary-1330.html'));
      const loads = [0, 0];
      [page, register].forEach((one, at) => one.on('load', () => { loads[at] += 1; }));
      for (const title of ['One title', 'Another title']) {
        loads.fill(0);
        await retitle(title);
        await page.waitForFunction((text) => document.title.includes(text), title);
        await register.waitForFunction((text) => document.body.textContent.includes(text), title);
        await eventually(async () => loads.every((n) => n > 0));
        await new Promise((resolve) => setTimeout(resolve, 500));
        assert.deepEqual(loads, [1, 1], title);
      }
    });
  } finally {
    served.program.kill();
    await rm(large, { recursive: true, force: true });
  }
});

/** The version of the site that the page is of. */
function version() {
  return document.querySelector('script[data-site]').dataset.site;
}

async function eventually(isSo) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail('it is still not so after ten seconds');
}

/** Scrolls to the middle of the page; the id of the first thing in sight. */
async function goDown() {
  scrollTo({ top: document.body.scrollHeight / 2, behavior: 'instant' });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const named = [...document.querySelectorAll('main [id]')];
  const first = named.find((one) => {
    const box = one.getBoundingClientRect();
    return box.height > 0 && box.top >= 0;
  });
  return first.id;
}

function topOf(id) {
  return document.getElementById(id).getBoundingClientRect().top;
}

function isNear({ id, top }) {
  const found = document.getElementById(id);
  return found !== null && scrollY > 0 && Math.abs(found.getBoundingClientRect().top - top) < 3;
}

test('what is wrong is told over the page as it was, and gone when it is mended', async () => {
  await withPage({ base }, async (page, url) => {
    await page.goto(url('index.html'));
    const told = page.locator('.plenary-problems section');
    await page.focus('#s\\.q');
    await page.keyboard.type('att');
    await changed(MINUTES, broken, async () => {
      await told.waitFor();
      const text = await told.innerText();
      assert.match(text, /\d+ errors?: shown is the site as it was before/u);
      assert.match(text, /titel/u);
      assert.match(text, /index\.md:\d+:1/u);
      assert.match(text, /help: .*title/u);
      await page.keyboard.type('endance');
      assert.equal(await page.inputValue('#s\\.q'), 'attendance', 'the focus is not taken');
      await page.keyboard.press('Escape');
      await told.locator('li').first().waitFor({ state: 'hidden' });
      await told.locator('summary').focus();
      await page.keyboard.press('Enter');
      await told.locator('li').first().waitFor({ state: 'visible' });
    });
    await told.waitFor({ state: 'detached' });
  });
});

test('what is told is text, whatever the content holds', async () => {
  await withPage({ base }, async (page, url) => {
    await page.goto(url('index.html'));
    const told = page.locator('.plenary-problems section');
    await changed(MINUTES, hostile, async () => {
      await told.waitFor();
      assert.match(await told.innerText(), /<img src=x onerror=alert\(1\)>/u);
      assert.equal(await told.locator('img').count(), 0);
    });
    await told.waitFor({ state: 'detached' });
  });
});

for (const width of [320, 1280]) {
  test(`axe finds nothing in what is told at ${width} px, and nothing sticks out`, async () => {
    const options = { base, viewport: { width, height: 800 }, bypassCSP: true };
    await withPage(options, async (page, url) => {
      await page.goto(url('index.html'));
      await changed(MINUTES, broken, async () => {
        await page.locator('.plenary-problems summary').waitFor();
        await page.evaluate(AXE);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme });
          none((await page.evaluate(violations)).map((what) => `${colorScheme}: ${what}`));
        }
        const excess = () => document.documentElement.scrollWidth - innerWidth;
        assert.ok((await page.evaluate(excess)) <= 0, 'the page is no wider than the window');
      });
      await page.locator('.plenary-problems').waitFor({ state: 'detached' });
    });
  });
}

async function violations() {
  const found = await globalThis.axe.run('.plenary-problems', { resultTypes: ['violations'] });
  return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`);
}
