// The calendar: months as grids, an agenda by day, and what moves on another clock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withPage } from './support.mjs';

const PHONE = { width: 320, height: 800 };

/** The titles under each day that has any. */
function entriesByDay(view) {
  const days = [...document.querySelectorAll(`${view} [data-day-group]`)];
  const titles = (day) => [...day.querySelectorAll('[data-instant]:not([hidden]) a')].map((one) => one.textContent);
  return Object.fromEntries(
    days.map((day) => [day.dataset.dayGroup, titles(day)]).filter(([, found]) => found.length),
  );
}

async function keep(page, choice) {
  await page.addInitScript((value) => localStorage.setItem('plenary.clock', value), choice);
}

test('both views are there without JavaScript', async () => {
  for (const viewport of [PHONE, { width: 1280, height: 900 }]) {
    await withPage({ javaScript: false, viewport }, async (page, url) => {
      await page.goto(url('calendar.html'));
      const call = page.locator('.weeks a', { hasText: 'Plenary call #15' });
      assert.ok(await call.isVisible());
      const box = page.locator('.weeks [data-day-group="2017-06-13"]');
      assert.match(await box.innerText(), /13[^]*Plenary call #15[^]*06:00 UTC/);
      await page.getByRole('radio', { name: 'Agenda' }).check();
      assert.equal(await call.isVisible(), false);
      const listed = page.locator('.days a', { hasText: 'Plenary call #15' });
      assert.ok(await listed.isVisible());
    });
  }
});

test('a grid is a table with a caption, seven weekdays from Monday, and whole weeks', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('calendar.html'));
    const grids = await page.locator('.weeks').evaluateAll((tables) =>
      tables.map((table) => ({
        caption: table.caption.textContent,
        first: table.querySelector('th[scope=col]').textContent,
        cells: [...table.tBodies[0].rows].map((row) => row.cells.length),
      })),
    );
    assert.ok(grids.length > 0);
    for (const { caption, first, cells } of grids) {
      assert.match(caption, /meetings in \w+ \d{4}/i);
      assert.equal(first, 'Mon');
      assert.ok(cells.every((n) => n === 7));
    }
  });
});

test('nothing is wider than a small phone', async () => {
  await withPage({ viewport: PHONE }, async (page, url) => {
    await page.goto(url('calendar.html'));
    for (const view of ['Months', 'Agenda']) {
      await page.getByRole('radio', { name: view }).check();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= PHONE.width, `${view}: ${width}`);
    }
  });
});

test('what falls on another day moves there, in both views', async () => {
  await withPage({ timezone: 'Pacific/Auckland' }, async (page, url) => {
    await keep(page, 'mine');
    await page.goto(url('calendar.html'));
    for (const view of ['.weeks', '.days']) {
      const days = await page.evaluate(entriesByDay, view);
      assert.deepEqual(days['2017-06-13'], ['Plenary call #15'], view);
      assert.deepEqual(days['2017-07-12'], ['Plenary call #16'], view);
      assert.equal(days['2017-07-11'], undefined, view);
    }
    const made = page.locator('.days [data-day-group="2017-07-12"] h3');
    assert.equal(await made.textContent(), 'Wednesday 12 July 2017');
    const order = await page.locator('.days > li:not([hidden])').evaluateAll((all) => all.map((one) => one.dataset.dayGroup));
    assert.deepEqual(order, [...order].sort());
  });
});

test('west of it the day before, and back again', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('calendar.html'));
    const read = () => Promise.all(['.weeks', '.days'].map((view) => page.evaluate(entriesByDay, view)));
    const before = await read();
    await page.click('.clock-open');
    await page.locator('#clock-zone').pressSequentially('los angeles');
    await page.keyboard.press('Enter');
    const [grid, list] = await read();
    assert.deepEqual(grid['2017-06-12'], ['Plenary call #15']);
    assert.deepEqual(list['2017-06-12'], ['Plenary call #15']);
    await page.getByRole('radio', { name: /meeting/ }).check();
    assert.deepEqual(await read(), before);
  });
});

test('calendars to subscribe to are links at the head of the page and on a meeting’s', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('calendar.html'));
    const links = await page.locator('.subscribe a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(links.includes('calendar.ics') && links.includes('calendar/plenary.ics'));
    await page.goto(url('meetings/plenary-15.html'));
    assert.ok((await page.locator('main a[href$="plenary-15.ics"]').count()) > 0);
  });
});

test('the view that was chosen is remembered, and is there before anything is painted', async () => {
  for (const from of ['server', 'disk']) {
    await withPage({ from }, async (page, url) => {
      await page.addInitScript(() => {
        globalThis.shift = 0;
        const add = (list) => list.getEntries().forEach((entry) => (globalThis.shift += entry.value));
        new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
      });
      await page.goto(url('calendar.html'));
      await page.getByRole('radio', { name: 'Agenda' }).check();
      await page.reload();
      assert.ok(await page.getByRole('radio', { name: 'Agenda' }).isChecked(), from);
      assert.equal(await page.locator('.weeks').first().isVisible(), false);
      assert.ok(await page.locator('.days').first().isVisible());
      await page.waitForTimeout(150);
      assert.ok((await page.evaluate(() => globalThis.shift)) < 0.005);
      await page.getByRole('radio', { name: 'Months' }).check();
      await page.goto(url('calendar.html'));
      assert.ok(await page.getByRole('radio', { name: 'Months' }).isChecked(), from);
    });
  }
});
