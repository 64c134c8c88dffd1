// axe-core finds nothing, on each kind of page, in light and dark, on a telephone and a desk.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { kindsOf, none, withPage } from './support.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What a colour scheme can change: all else is the same in both. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];

for (const [site, width] of [['sample', 320], ['sample', 1280], ['odd-titles', 320]]) {
  test(`axe finds nothing on pages of ${site} at ${width} px, light and dark`, async () => {
    const problems = [];
    const viewport = { width, height: 900 };
    await withPage({ site, viewport, bypassCSP: true, reducedMotion: 'reduce' }, async (page, url) => {
      for (const { address } of await kindsOf(site)) {
        await page.goto(url(address));
        await page.evaluate(AXE);
        problems.push(...(await inBothSchemes(page)).map((what) => `${address}: ${what}`));
      }
    });
    none(problems);
  });
}

async function inBothSchemes(page) {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await page.evaluate(violations, null);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate(violations, OF_COLOUR);
  return [...light, ...dark.map((what) => `dark: ${what}`)];
}

/** What axe finds once colours have stopped changing from one scheme to the other. */
async function violations(rules) {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
  if (rules) options.runOnly = { type: 'rule', values: rules };
  const found = await globalThis.axe.run(document, options);
  return found.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 120)}`);
    return `${id}: ${help} (${nodes.length}): ${places.join('; ')}`;
  });
}
