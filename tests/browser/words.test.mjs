// What scripts say: in the words of the theme, by the plurals of the page's language, English where
// the theme says nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support.mjs';

const site = 'worded';
const CALL = 'meetings/plenary-1.html';

const text = async (page, selector) => {
  const found = await page.locator(selector).first().textContent();
  return found.replace(/\s+/g, ' ').trim();
};

for (const from of ['server', 'disk']) {
  test(`the switch speaks the words of the theme, from ${from}`, async () => {
    await withPage({ site, from, timezone: 'Europe/Warsaw' }, async (page, url) => {
      await page.goto(url(CALL));
      assert.equal(await text(page, '.clock-open'), 'Godziny (według posiedzenia)');
      await page.click('.clock-open');
      assert.equal(await text(page, '.clock-panel legend'), 'Show times');
      await page.locator('#clock-zone').pressSequentially('Kentucky');
      assert.equal(await text(page, '.clock-found'), '2 strefy');
      await page.fill('#clock-zone', '');
      await page.locator('#clock-zone').pressSequentially('Auckland');
      assert.equal(await text(page, '.clock-found'), '1 strefa');
      await page.keyboard.press('Enter');
      assert.equal(await text(page, '.clock-open'), 'Godziny (Pacific/Auckland)');
      assert.equal(await text(page, '.clock-status'), 'Godziny w strefie Pacific/Auckland.');
    });
  });
}

test('days that are told anew are in the words of the theme', async () => {
  await withPage({ site, timezone: 'Europe/Warsaw' }, async (page, url) => {
    await page.goto(url(CALL));
    await page.click('.clock-open');
    await page.locator('#clock-zone').pressSequentially('Kiritimati');
    await page.keyboard.press('Enter');
    assert.match(await text(page, '.when'), /wtorek, 13 czerwca 2017 r\.,? 21:00–22:30/);
    await page.fill('#clock-zone', '');
    await page.locator('#clock-zone').pressSequentially('Honolulu');
    await page.keyboard.press('Enter');
    assert.match(await text(page, '.when'), /Monday 12 czerwca 2017 r\.,? 21:00–22:30/);
  });
});

test('the tools of a register count by the plurals of the language', async () => {
  await withPage({ site }, async (page, url) => {
    await page.goto(url('actions.html'));
    assert.equal(await text(page, '.tools summary'), 'Wybór 9 wierszy');
    await page.locator('.tools summary').click();
    await page.getByLabel('With the words').fill('Raport 3');
    assert.equal(await text(page, '.told'), '1 z 9 wierszy');
  });
});

test('the search tells its results in the words of the theme', async () => {
  await withPage({ site }, async (page, url) => {
    const count = async (query, wanted) => {
      await page.goto(url(`search.html?q=${query}`));
      await page.waitForFunction((told) => document.querySelector('#search-count').textContent === told, wanted);
    };
    await count('xyzzy', 'Nic nie znaleziono.');
    await count('audytu', '1 wynik');
    await count('Raport', '18 wyników');
    await count('Raport%203', '2 wyniki');
    assert.equal(await text(page, '#search-results .search-kind'), 'Zadanie');
    assert.match(await text(page, '#search-results time'), /2017 r\.$/);
  });
});

test('a theme that has one script of its own is given the words and how to ask for them', async () => {
  await withPage({ site: 'own-script' }, async (page, url) => {
    await page.goto(url('index.html'));
    assert.equal(await text(page, '[data-own]'), '1,234 rows; no.such');
  });
});
