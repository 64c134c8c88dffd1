// Narrow screens and large text: nothing runs out of the page or is cut, whatever the titles.

import { test } from 'node:test';
import { lostOf } from './layout.mjs';
import { kindsOf, none, withPage } from './support.mjs';

const NARROW = { width: 320, height: 640 };

const LARGE_TEXT = 'html { font-size: 200% !important }';

/** The spacing of text that a reader may set, and lose nothing. */
const SPACED_TEXT =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }';

for (const site of ['sample', 'odd-titles']) {
  test(`pages of ${site} fit a screen of 320 px, with text spaced out too`, async () => {
    await look(site, { viewport: NARROW }, ['', SPACED_TEXT]);
  });

  test(`pages of ${site} fit every width between a phone and a desk`, async () => {
    await look(site, {}, [''], [480, 660, 720, 768, 900, 1024]);
  });

  test(`pages of ${site} fit at 200 % text`, async () => {
    await look(site, {}, [LARGE_TEXT]);
  });
}

async function look(site, options, styles, widths = [0]) {
  const problems = [];
  await withPage({ site, bypassCSP: true, ...options }, async (page, url) => {
    for (const { address } of await kindsOf(site)) {
      await page.goto(url(address));
      for (const content of styles) {
        if (content) await page.addStyleTag({ content });
        for (const width of widths) {
          if (width) await page.setViewportSize({ width, height: 800 });
          const lost = await page.evaluate(lostOf);
          const at = `${content && ', styled'}${width ? `, ${width} px` : ''}`;
          problems.push(...lost.map((what) => `${address}${at}: ${what}`));
        }
      }
    }
  });
  none(problems);
}
