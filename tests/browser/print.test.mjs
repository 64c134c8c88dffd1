// A meeting's page on paper is a minute: no menus, addresses of links, nothing cut.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostOf } from './layout.mjs';
import { kindsOf, none, withPage } from './support.mjs';

/** A4 within margins of 12 mm, in CSS pixels. */
const PAPER = { width: 703, height: 1030 };

const MINUTES = ['meetings/plenary-15.html', 'meetings/plenary-16.html', 'meetings/f2f-2-madrid.html'];

test('a printed meeting has no menus and no controls', async () => {
  await onPaper('sample', MINUTES, async (page) => {
    const left = page.locator('nav:visible, button:visible, select:visible, input:visible, .skip:visible');
    const texts = await left.evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 80)));
    assert.deepEqual(texts, []);
  });
});

test('a printed meeting says where its links lead', async () => {
  await onPaper('sample', MINUTES, async (page) => {
    assert.deepEqual(await page.evaluate(unnamedLinks), []);
  });
});

/** Links to other hosts whose address is neither beside them nor in the text. */
function unnamedLinks() {
  const text = document.querySelector('main').innerText;
  const after = (link) => getComputedStyle(link, '::after').content;
  const isNamed = (link) =>
    after(link).includes(link.getAttribute('href')) || after(link).includes('attr(href');
  const links = [...document.querySelectorAll('main a[href^="http"]')];
  const seen = links.filter((link) => link.checkVisibility());
  return seen.filter((link) => !isNamed(link) && !text.includes(link.href)).map((link) => link.href);
}

test('a printed meeting has all that the screen has', async () => {
  await withPage({ viewport: PAPER }, async (page, url) => {
    for (const address of MINUTES) {
      await page.goto(url(address));
      const onScreen = await page.evaluate(paragraphs);
      await page.emulateMedia({ media: 'print' });
      const printed = new Set(await page.evaluate(paragraphs));
      assert.deepEqual(onScreen.filter((text) => !printed.has(text)), [], address);
      await page.emulateMedia({ media: 'screen' });
    }
  });
});

/** The words of the record: headings, paragraphs, list items, cells. */
function paragraphs() {
  const all = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, td, th)')];
  const seen = all.filter((one) => one.checkVisibility() && !one.closest('nav, form, [data-screen]'));
  const words = (one) => one.textContent.replace(/\s+/g, ' ').trim();
  return seen.filter((one) => !one.querySelector('button, select, input')).map(words);
}

for (const site of ['sample', 'odd-titles']) {
  test(`nothing of any kind of page of ${site} is cut on paper`, async () => {
    const problems = [];
    const addresses = (await kindsOf(site)).map(({ address }) => address);
    await onPaper(site, addresses, async (page, address) => {
      const lost = await page.evaluate(lostOf);
      const wide = await page.evaluate(scrolledOf);
      problems.push(...[...lost, ...wide].map((what) => `${address}: ${what}`));
    });
    none(problems);
  });
}

/** Boxes that a reader would scroll, which paper cannot. */
function scrolledOf() {
  const scrolls = (one) => /auto|scroll/.test(getComputedStyle(one).overflowX);
  const boxes = [...document.querySelectorAll('main *')].filter(scrolls);
  const cut = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
  return cut.map((box) => `wider than paper: ${box.outerHTML.slice(0, 80)}`);
}

test('a meeting prints on a few sheets', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('meetings/plenary-15.html'));
    const pdf = await page.pdf({ format: 'A4' });
    const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    assert.ok(sheets.length >= 1 && sheets.length <= 6, `${sheets.length} sheets`);
  });
});

async function onPaper(site, addresses, fn) {
  await withPage({ site, media: 'print', viewport: PAPER }, async (page, url) => {
    for (const address of addresses) {
      await page.goto(url(address));
      await fn(page, address);
    }
  });
}
