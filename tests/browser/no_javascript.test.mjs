// All of it reads and works without JavaScript, search aside, which says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindsOf, none, withPage } from './support.mjs';

const kinds = await kindsOf();

test('pages say without JavaScript what they say with it', async () => {
  const [withIt, without] = [await wordsOf({}), await wordsOf({ javaScript: false })];
  const less = kinds.filter(({ kind, address }) => {
    return kind !== 'search' && without.get(address) < 0.9 * withIt.get(address);
  });
  const tell = ({ address }) =>
    `${address}: ${without.get(address)} words, ${withIt.get(address)} with JavaScript`;
  none(less.map(tell));
});

async function wordsOf(options) {
  const words = new Map();
  await withPage(options, async (page, url) => {
    for (const { address } of kinds) {
      await page.goto(url(address));
      const text = await page.locator('main').innerText();
      words.set(address, text.split(/\s+/).length);
    }
  });
  return words;
}

test('search says that it needs JavaScript, and where else to look', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('search.html'));
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    const register = page.locator('a[href="actions.html"]:visible');
    assert.ok((await register.count()) > 0, 'the registers are a link away');
  });
});

test('without JavaScript there is no control that does nothing', async () => {
  const problems = [];
  await withPage({ javaScript: false }, async (page, url) => {
    for (const { address } of kinds) {
      await page.goto(url(address));
      const idle = await page.evaluate(idleControls);
      problems.push(...idle.map((what) => `${address}: ${what}`));
    }
  });
  none(problems);
});

/** Controls that a reader sees, outside a form that leads somewhere. */
function idleControls() {
  const controls = [...document.querySelectorAll('button, select, input, textarea')];
  const idle = controls.filter((one) => one.checkVisibility() && !one.closest('form[action]'));
  return idle.map((one) => one.outerHTML.slice(0, 100));
}

test('a meeting gives its times in its own zone, in UTC and in the zones of readers', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('meetings/f2f-2-madrid.html'));
    const text = await page.locator('main').innerText();
    for (const zone of [/CEST/, /UTC/, /Kathmandu/, /Dar.es.Salaam/]) assert.match(text, zone);
  });
});
