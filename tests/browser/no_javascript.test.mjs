// All of it reads and works without JavaScript, search aside, which says so.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindsOf, none, withPage } from './support.mjs';

const kinds = await kindsOf();

test('without JavaScript pages say the same, and have no control that does nothing', async () => {
  const [withIt, without] = [await readAll({}), await readAll({ javaScript: false })];
  const problems = [];
  for (const { kind, address } of kinds) {
    const [some, all] = [without.get(address), withIt.get(address)];
    const says = kind === 'search' || some.words >= 0.9 * all.words;
    if (!says) problems.push(`${address}: ${some.words} words, ${all.words} with JavaScript`);
    problems.push(...some.idle.map((control) => `${address}: idle ${control}`));
  }
  none(problems);
});

async function readAll(options) {
  const read = new Map();
  await withPage(options, async (page, url) => {
    for (const { address } of kinds) {
      await page.goto(url(address));
      const words = (await page.locator('main').innerText()).split(/\s+/).length;
      read.set(address, { words, idle: await page.evaluate(idleControls) });
    }
  });
  return read;
}

/** Controls that a reader sees, outside a form that leads somewhere; styles can heed a radio. */
function idleControls() {
  const controls = [...document.querySelectorAll('button, select, input:not([type=radio]), textarea')];
  const idle = controls.filter((one) => one.checkVisibility() && !one.closest('form[action]'));
  return idle.map((one) => one.outerHTML.slice(0, 100));
}

test('search says that it needs JavaScript, and where else to look', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('search.html'));
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    const register = page.locator('a[href="actions.html"]:visible');
    assert.ok((await register.count()) > 0, 'the registers are a link away');
  });
});

test('a meeting gives its times in its own zone, in UTC and in the zones of readers', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('meetings/f2f-2-madrid.html'));
    const text = await page.locator('main').innerText();
    for (const zone of [/CEST/, /UTC/, /Kathmandu/, /Dar.es.Salaam/]) assert.match(text, zone);
  });
});
