// Narrow screens and large text: nothing runs out of the page or is cut, whatever the titles.

import { test } from 'node:test';
import { lostOf } from './layout.mjs';
import { kindsOf, none, withPage } from './support.mjs';

const NARROW = { width: 320, height: 640 };

for (const site of ['sample', 'odd-titles']) {
  test(`pages of ${site} fit a screen of 320 px`, async () => {
    await look(site, { viewport: NARROW });
  });

  test(`pages of ${site} fit at 200 % text`, async () => {
    await look(site, { bypassCSP: true }, 'html { font-size: 200% !important }');
  });

  test(`pages of ${site} bear the spacing of text that a reader sets`, async () => {
    const spacing =
      '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';
    await look(site, { viewport: NARROW, bypassCSP: true }, spacing);
  });
}

async function look(site, options, style) {
  const problems = [];
  await withPage({ site, ...options }, async (page, url) => {
    for (const { address } of await kindsOf(site)) {
      await page.goto(url(address));
      if (style) await page.addStyleTag({ content: style });
      const lost = await page.evaluate(lostOf);
      problems.push(...lost.map((what) => `${address}: ${what}`));
    }
  });
  none(problems);
}
