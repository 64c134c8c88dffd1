// What holds on every kind of page, wherever the site lies.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { kindsOf, none, withPage } from './support.mjs';

const kinds = await kindsOf();

/** The page for what is not there has addresses from the root, as it is shown at any address. */
const placed = kinds.filter(({ kind }) => kind !== 'not-found');

test('the sample archive shows every kind of page', () => {
  const names = kinds.map(({ kind }) => kind);
  const some = ['home', 'meeting', 'meetings', 'action', 'actions', 'owner', 'decisions', 'search'];
  none(some.filter((kind) => !names.includes(kind)));
});

for (const from of ['server', 'subpath', 'disk']) {
  test(`pages keep to the policy and their own host, and their links lead somewhere, from ${from}`, async () => {
    await withPage({ from, timezone: 'America/New_York' }, async (page, url) => {
      const links = await linksOf(page, placed.map(({ address }) => url(address)));
      const isThere = from === 'disk' ? isOnDisk : (link) => isServed(page, link);
      const missing = [];
      for (const [link, origin] of links) {
        if (link.startsWith(url('')) && !(await isThere(link))) missing.push(`${origin}: ${link}`);
        if (leavesTheSite(link, url(''))) missing.push(`${origin} leaves the site: ${link}`);
      }
      none(missing);
    });
  });
}

/** Where the pages link to, fragments aside, each with a page that does. */
async function linksOf(page, urls) {
  const links = new Map();
  for (const url of urls) {
    await page.goto(url);
    const found = await page.locator('a[href], link[href]').evaluateAll(resolved);
    for (const link of found) links.set(link.replace(/[#?].*$/, ''), url);
  }
  return links;
}

/** Links of pictures have no plain `href`, as others have. */
function resolved(links) {
  return links.map((link) => new URL(link.getAttribute('href'), document.baseURI).href);
}

function isOnDisk(link) {
  return existsSync(fileURLToPath(link));
}

async function isServed(page, link) {
  return (await page.request.get(link)).ok();
}

/** Whether a link stays on the host, and leaves the folder that the site lies in. */
function leavesTheSite(link, base) {
  const [to, from] = [new URL(link), new URL(base)];
  return to.protocol === from.protocol && to.host === from.host && !link.startsWith(base);
}

test('an address that is not there has a page that leads back, however deep', async () => {
  const allow = [/404/];
  await withPage({ from: 'subpath', allow }, async (page, url) => {
    const response = await page.goto(url('no/such/page.html'));
    assert.equal(response.status(), 404);
    await page.locator('a[href]').filter({ hasNotText: 'Skip' }).first().click();
    await page.waitForURL((now) => !now.href.includes('/no/such/'));
    assert.equal(await page.locator('h1').count(), 1);
    assert.ok(page.url().startsWith(url('')), page.url());
  });
});

for (const site of ['sample', 'odd-titles']) {
  test(`pages of ${site} have one heading, landmarks, a language and a direction`, async () => {
    const direction = site === 'sample' ? 'ltr' : 'rtl';
    const problems = [];
    await withPage({ site }, async (page, url) => {
      for (const { address } of await kindsOf(site)) {
        await page.goto(url(address));
        const found = await page.evaluate(frameOf);
        const expected = { headings: 1, mains: 1, navs: true, named: true, direction };
        for (const [key, value] of Object.entries(expected)) {
          if (found[key] !== value) problems.push(`${address}: ${key} is ${found[key]}`);
        }
      }
    });
    none(problems);
  });
}

function frameOf() {
  const count = (selector) => document.querySelectorAll(selector).length;
  return {
    headings: count('h1'),
    mains: count('main'),
    navs: count('nav') > 0 && count('header') > 0 && count('footer') > 0,
    named: document.title.trim() !== '' && document.documentElement.lang !== '',
    direction: getComputedStyle(document.documentElement).direction,
  };
}

test('nothing moves on a page while it loads', async () => {
  const problems = [];
  for (const viewport of [{ width: 360, height: 740 }, { width: 1280, height: 900 }]) {
    await withPage({ viewport, timezone: 'Asia/Kathmandu' }, async (page, url) => {
      await page.addInitScript(watchShifts);
      for (const { address } of kinds) {
        // a machine that is busy elsewhere may draw once before a script has come: twice is the page's
        const shift = (await shiftAt(page, url(address))) && (await shiftAt(page, url(address)));
        if (shift) problems.push(`${address} at ${viewport.width} px: ${shift}`);
      }
    });
  }
  none(problems);
});

/** How much moves while a page loads; nothing where nobody would see it. */
async function shiftAt(page, address) {
  await page.goto(address);
  const shift = await page.evaluate(shiftOf);
  return shift >= 0.01 ? shift : 0;
}

function watchShifts() {
  globalThis.shift = 0;
  const add = (entries) => entries.forEach((entry) => (globalThis.shift += entry.value));
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
}

/** The sum of shifts, some frames after the page has loaded. */
async function shiftOf() {
  for (let frame = 0; frame < 6; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return globalThis.shift;
}

test('the first screen of a phone answers what this is, when the meeting is, what is late and how recommendations stand', async () => {
  await withPage({ viewport: { width: 360, height: 740 } }, async (page, url) => {
    await page.goto(url('index.html'));
    const parts = page.locator('main :is(h1, .lead, .glance > div)');
    const boxes = await parts.evaluateAll((all) =>
      all.map((one) => ({ text: one.textContent.replace(/\s+/g, ' '), bottom: one.getBoundingClientRect().bottom })),
    );
    const onScreen = boxes.filter(({ bottom }) => bottom <= 740).map(({ text }) => text).join('\n');
    for (const answer of [/Public record/, /Plenary call #43.*13 September 2018.*14:00–15:00 UTC/, /24 overdue, of 34/, /SSR1 final report *Briefings: 11 completed/]) {
      assert.match(onScreen, answer);
    }
  });
});
