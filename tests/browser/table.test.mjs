// Registers: rows filtered and put in order, the choice kept in the address, everything without it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support.mjs';

/** The ids of the rows that are shown, in the order in which they are. */
function shown(page) {
  return page.evaluate(() => {
    const rows = [...document.querySelectorAll('table[data-tools] tbody tr')];
    return rows.filter((row) => row.checkVisibility()).map((row) => row.cells[0].textContent);
  });
}

async function openTools(page) {
  await page.locator('.tools summary').click();
}

test('items are chosen by owner, state and words, and all come back', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('actions.html'));
    const all = await shown(page);
    await openTools(page);
    await page.getByLabel('Owner', { exact: true }).selectOption('ICANN Org');
    const owned = await shown(page);
    assert.ok(owned.length > 0 && owned.length < all.length);
    const count = `${owned.length} of ${all.length} rows shown`;
    assert.equal(await page.locator('.told').textContent(), count);
    await page.getByLabel('With the words').fill('blog');
    assert.deepEqual(await shown(page), ['P16-2']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => !document.querySelector('tr[hidden]'));
    assert.deepEqual(await shown(page), all);
  });
});

test('items are put in order of their day, those without one last', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('actions.html'));
    await openTools(page);
    await page.getByLabel('Order', { exact: true }).selectOption('Item');
    const ids = await shown(page);
    const overdue = ids.slice(0, ids.indexOf('P16-10') + 1);
    assert.ok(overdue.indexOf('P16-9') < overdue.indexOf('P16-10'), 'numbers count as numbers');
    await page.getByLabel('Order', { exact: true }).selectOption('-Due');
    const days = await page.evaluate(() => {
      const rows = [...document.querySelectorAll('table[data-tools]')[0].tBodies[0].rows];
      return rows.map((row) => row.querySelector('time').getAttribute('datetime'));
    });
    assert.deepEqual(days, [...days].sort().reverse());
    const sorted = page.locator('th[aria-sort="descending"]').first();
    assert.equal(await sorted.textContent(), 'Due');
  });
});

test('a choice is kept in the address, from a server and from a disk', async () => {
  for (const from of ['server', 'disk']) {
    await withPage({ from }, async (page, url) => {
      await page.goto(`${url('recommendations/ssr1.html')}?group=OCTO&briefing=completed`);
      const kept = await shown(page);
      assert.equal(kept.length, 10, from);
      assert.equal(await page.locator('.tools').getAttribute('open'), '');
    });
  }
});

test('without JavaScript the whole register is there, and no tools', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('actions.html'));
    assert.equal(await page.locator('.tools').count(), 0);
    assert.equal(await page.locator('.tools-room').isVisible(), false);
    assert.equal(await page.locator('table[data-tools] tbody tr').count(), 34);
  });
});

test('a register is chosen from by keyboard alone', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('decisions.html'));
    assert.equal(await page.locator('.tools').count(), 0, 'one decision leaves nothing to choose');
    await page.goto(url('actions.html'));
    await page.locator('.tools summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('blog');
    assert.deepEqual(await shown(page), ['P16-2']);
  });
});

test('decisions are chosen by year and by meeting', async () => {
  await withPage({ site: 'long' }, async (page, url) => {
    await page.goto(url('decisions.html'));
    const all = await shown(page);
    assert.equal(all.length, 16);
    await openTools(page);
    await page.getByLabel('Year', { exact: true }).selectOption('2017');
    assert.deepEqual(new Set((await shown(page)).map((id) => id.slice(0, 3))), new Set(['D1-']));
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => !document.querySelector('tr[hidden]'));
    await page.getByLabel('From', { exact: true }).selectOption('Plenary call #2');
    assert.deepEqual(new Set((await shown(page)).map((id) => id.slice(0, 3))), new Set(['D2-']));
    await page.goto(`${url('decisions.html')}?year=2018`);
    assert.equal((await shown(page)).length, 8);
  });
});

test('the tools of one page of a long list say so, and lead to all of it', async () => {
  await withPage({ site: 'long' }, async (page, url) => {
    await page.goto(url('actions-2.html'));
    assert.match(await page.locator('.rows-here').innerText(), /Rows 201 to 251 of 251/);
    assert.equal(await page.locator('.told').innerText(), '51 rows on this page, of 251');
    await page.locator('.rows-here a', { hasText: 'search' }).click();
    assert.equal(await page.locator('#search-kind option:checked').innerText(), 'Action item');
    assert.ok(await page.locator('#search-kind').isVisible());
    await page.locator('#q').fill('letter 7');
    await page.locator('#search-results li').first().waitFor();
    const kinds = await page.locator('#search-results .search-kind').allInnerTexts();
    assert.deepEqual([...new Set(kinds)], ['Action item']);
  });
  await withPage({ site: 'long', javaScript: false }, async (page, url) => {
    await page.goto(url('actions-2.html'));
    assert.equal((await page.locator('.rows-here').innerText()).trim(), 'Rows 201 to 251 of 251.');
  });
});

test('rows that are folded away are chosen from, linked to and printed', async () => {
  await withPage({ site: 'long' }, async (page, url) => {
    await page.goto(url('people/emily-taylor.html'));
    assert.equal((await shown(page)).length, 12);
    await openTools(page);
    await page.getByLabel('With the words').fill('letter 149.');
    assert.deepEqual(await shown(page), ['P1-149']);
  });
  await withPage({ site: 'long', javaScript: false, media: 'print' }, async (page, url) => {
    await page.goto(url('people/emily-taylor.html'));
    const last = page.locator('tr', { hasText: 'P2-101' });
    assert.ok((await last.boundingBox()).height > 0);
    assert.equal(await page.locator('.more summary').first().isVisible(), false);
  });
});
