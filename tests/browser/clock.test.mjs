// Times on the clock that the reader chooses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindsOf, none, withPage } from './support.mjs';

const MADRID = 'meetings/f2f-2-madrid.html';
const CALL = 'meetings/plenary-15.html';

/** A page of each kind; the one for what is not there is made for the site's own host. */
async function addresses() {
  const kinds = await kindsOf();
  return kinds.filter(({ kind }) => kind !== 'not-found').map(({ address }) => address);
}

/** What stands in the line of a meeting that says when it is. */
async function when(page) {
  const line = await page.locator('.when').textContent();
  return line.replace(/\s+/g, ' ').trim();
}

/** Chooses by the switch, as a reader does. */
async function choose(page, name) {
  if (!(await page.locator('.clock-panel').isVisible())) await page.click('.clock-open');
  await page.getByRole('radio', { name }).check();
}

/** Chooses a zone by typing. */
async function type(page, words, key = 'Enter') {
  if (!(await page.locator('.clock-panel').isVisible())) await page.click('.clock-open');
  await page.fill('#clock-zone', '');
  await page.locator('#clock-zone').pressSequentially(words);
  await page.keyboard.press(key);
}

test('times are on the meeting’s clock, with UTC, until the reader chooses', async () => {
  for (const javaScript of [true, false]) {
    await withPage({ javaScript }, async (page, url) => {
      await page.goto(url(MADRID));
      assert.match(await when(page), /Sunday 14 May 2017 – Monday 15 May 2017,? 08:30–15 May 2017 17:30 CEST \(06:30–15 May 2017 15:30 UTC\)/);
      await page.goto(url(CALL));
      assert.match(await when(page), /Tuesday 13 June 2017,? 06:00–07:00 UTC/);
    });
  }
});

test('the switch tells the times of a meeting on another clock, and the day with them', async () => {
  await withPage({ timezone: 'Pacific/Auckland' }, async (page, url) => {
    await page.goto(url(CALL));
    await choose(page, /^mine/);
    assert.match(await when(page), /Tuesday 13 June 2017,? 18:00–19:00 NZST \(06:00–07:00 UTC\)/);
    await type(page, 'Los Angeles');
    assert.match(
      await when(page),
      /Monday 12 June 2017,? 23:00–13 June 2017 00:00 PDT \(13 June 2017 06:00–07:00 UTC\)/,
    );
    await type(page, 'kolkata');
    assert.match(await when(page), /Tuesday 13 June 2017,? 11:30–12:30 IST \(06:00–07:00 UTC\)/);
    await type(page, 'kathmandu');
    assert.match(await when(page), /11:45–12:45 UTC\+05:45 \(06:00–07:00 UTC\)/);
    await choose(page, 'UTC');
    assert.match(await when(page), /Tuesday 13 June 2017,? 06:00–07:00 UTC$/);
  });
});

test('the clock goes with summer and winter time, to the hour', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(CALL));
    await page.evaluate(() => {
      const times = ['2017-03-26T00:59:00Z', '2017-03-26T01:00:00Z', '2017-10-29T00:59:00Z', '2017-10-29T01:00:00Z'];
      const line = document.createElement('p');
      line.id = 'edges';
      line.innerHTML = times
        .map((one) => `<time datetime="${one}" data-zone="UTC">${one.slice(11, 16)} UTC</time>`)
        .join(' and ');
      document.querySelector('main').append(line);
      localStorage.setItem('plenary.clock', 'Europe/Madrid');
      const script = document.createElement('script');
      script.src = document.querySelector('script[src$="script.js"]').src;
      document.querySelector('[data-clock]').textContent = '';
      document.body.append(script);
    });
    await page.waitForFunction(() => /CEST/.test(document.querySelector('#edges').textContent));
    const told = await page.locator('#edges time').allInnerTexts();
    assert.deepEqual(told, ['01:59 CET', '03:00 CEST', '02:59 CEST', '02:00 CET']);
  });
});

test('a bare day is never shifted, and every time is', async () => {
  for (const timezone of ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kolkata']) {
    await withPage({ timezone }, async (page, url) => {
      for (const address of await addresses()) {
        await page.goto(url(address));
        const bare = () => page.locator('main time:not([data-zone])').allTextContents();
        const before = await bare();
        await choose(page, /^mine/);
        assert.deepEqual(await bare(), before, address);
        none(await page.evaluate(wrongTimes, timezone));
        await choose(page, /meeting/);
      }
    });
  }
});

/** Times that are not those of a zone, as another reading of the same instants. */
function wrongTimes(timeZone) {
  const times = [...document.querySelectorAll('time[data-zone]')];
  const free = times.filter((time) => !time.closest('[data-zone-row]'));
  const hours = (at) => new Date(at).toLocaleTimeString('en-GB', { timeZone, timeStyle: 'short' });
  const isWrong = (time) => !time.textContent.includes(hours(time.dateTime));
  return free.filter(isWrong).map((time) => `${time.dateTime}: ${time.textContent}`);
}

test('an agenda that runs past midnight is parted by its days', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(MADRID));
    assert.equal(await page.locator('.day-divider').count(), 0);
    await type(page, 'Auckland');
    const dividers = await page.locator('.day-divider').allInnerTexts();
    assert.deepEqual(dividers, ['Monday 15 May 2017', 'Tuesday 16 May 2017']);
    const next = page.locator('.day-divider + li .time').first();
    assert.match(await next.innerText(), /^00:15–03:15 NZST/);
    await choose(page, /meeting/);
    assert.equal(await page.locator('.day-divider').count(), 0);
  });
});

test('every page comes back as it was on the meeting’s clock', async () => {
  await withPage({ timezone: 'America/Los_Angeles' }, async (page, url) => {
    for (const address of await addresses()) {
      await page.goto(url(address));
      const text = () => page.locator('main').innerText();
      const before = await text();
      await choose(page, /^mine/);
      await choose(page, /meeting/);
      assert.equal(await text(), before, address);
    }
  });
});

test('the choice holds on every page and after a reload, from a server and from disk', async () => {
  for (const from of ['server', 'subpath', 'disk']) {
    await withPage({ from, timezone: 'Asia/Kolkata' }, async (page, url) => {
      await page.goto(url('index.html'));
      await choose(page, /^mine/);
      await page.goto(url(CALL));
      assert.match(await when(page), /11:30–12:30 IST/);
      await page.reload();
      assert.match(await when(page), /11:30–12:30 IST/);
      assert.match(await page.locator('.clock-open').innerText(), /Asia\/Kolkata \(yours\)/);
    });
  }
});

test('without storage the switch works all the same', async () => {
  await withPage({ timezone: 'Asia/Kolkata' }, async (page, url) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new Error('no storage here');
        },
      });
    });
    await page.goto(url(CALL));
    await choose(page, /^mine/);
    assert.match(await when(page), /11:30–12:30 IST/);
  });
});

test('a zone is found by city and country, without accents, by keyboard alone', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(CALL));
    await page.locator('.clock-open').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.type), 'radio');
    await page.keyboard.press('Tab');
    const found = { tanz: 'Dar es Salaam', 'sao paulo': 'Sao Paulo', cote: 'Abidjan', kiev: 'Kyiv' };
    for (const [typed, city] of Object.entries(found)) {
      await page.fill('#clock-zone', '');
      await page.keyboard.type(typed);
      await page.keyboard.press('ArrowDown');
      const id = await page.locator('#clock-zone').getAttribute('aria-activedescendant');
      assert.match(await page.locator(`#${id}`).innerText(), new RegExp(city), typed);
    }
    await page.fill('#clock-zone', '');
    await page.keyboard.type('tanzania');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.match(await when(page), /09:00–10:00 EAT/);
    assert.match(await page.locator('.clock-status').innerText(), /Africa\/Dar es Salaam/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'clock-zone');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.clock-panel').isVisible(), false);
    assert.match(await page.evaluate(() => document.activeElement.className), /clock-open/);
  });
});

test('a span over days says the day of its end, as on the meeting’s own clock', async () => {
  await withPage({ timezone: 'Asia/Kolkata' }, async (page, url) => {
    await page.goto(url(MADRID));
    await choose(page, /^mine/);
    assert.match(
      await when(page),
      /Sunday 14 May 2017 – Monday 15 May 2017,? 12:00–15 May 2017 21:00 IST \(06:30–15 May 2017 15:30 UTC\)/,
    );
  });
});

test('a zone that the table of zones has not is added to it', async () => {
  await withPage({ timezone: 'Asia/Kolkata' }, async (page, url) => {
    await page.goto(url(MADRID));
    const own = async () => (await page.locator('.zone-own').allInnerTexts()).join().replace(/\s+/g, ' ').trim();
    assert.match(await own(), /^Asia\/Kolkata \(yours\) 12:00 IST 15 May 2017, 21:00 IST$/);
    assert.equal(await page.locator('.zone-own').getAttribute('aria-current'), null);
    await type(page, 'Auckland');
    assert.match(await own(), /^Pacific\/Auckland 18:30 NZST 16 May 2017, 03:30 NZST$/);
    assert.equal(await page.locator('[aria-current=true].shown').innerText(), await page.locator('.zone-own').innerText());
    await type(page, 'Dar es Salaam');
    assert.equal(await own(), '');
  });
});

test('a reader is told that they are elsewhere only where it changes what is told', async () => {
  for (const timezone of ['UTC', 'Africa/Dar_es_Salaam', 'Europe/Madrid']) {
    await withPage({ timezone }, async (page, url) => {
      for (const address of await addresses()) {
        await page.goto(url(address));
        const told = await page.locator('.clock-notice').count();
        const before = await page.locator('main').innerText();
        await choose(page, /^mine/);
        const differs = (await page.locator('main').innerText()) !== before;
        assert.ok(differs || !told, `${address} in ${timezone}`);
        if (timezone === 'UTC') assert.equal(told, 0, `${address}: UTC stands beside every time`);
        await page.evaluate(() => localStorage.clear());
      }
    });
  }
});

test('what is no zone is said, and changes nothing', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(CALL));
    await type(page, 'Atlantis');
    assert.equal(await page.locator('#clock-zone').getAttribute('aria-invalid'), 'true');
    assert.match(await page.locator('#clock-found').innerText(), /No zone/);
    assert.match(await when(page), /06:00–07:00 UTC/);
  });
});

test('zones are found where the browser lists none', async () => {
  await withPage({}, async (page, url) => {
    await page.addInitScript(() => {
      delete Intl.supportedValuesOf;
      delete Intl.DisplayNames;
    });
    await page.goto(url(CALL));
    await type(page, 'dar es salaam');
    assert.match(await when(page), /09:00–10:00 EAT/);
  });
});

test('a reader who is elsewhere is told so once', async () => {
  await withPage({ timezone: 'Africa/Dar_es_Salaam' }, async (page, url) => {
    await page.goto(url(CALL));
    assert.match(await page.locator('.clock-notice').innerText(), /You are in Africa\/Dar es Salaam/);
    await page.getByRole('button', { name: 'Show times there' }).click();
    assert.match(await when(page), /09:00–10:00 EAT/);
    assert.equal(await page.locator('.clock-notice').count(), 0);
    await page.goto(url(MADRID));
    assert.equal(await page.locator('.clock-notice').count(), 0);
  });
  await withPage({ timezone: 'Africa/Dar_es_Salaam' }, async (page, url) => {
    await page.goto(url(CALL));
    await page.getByRole('button', { name: /Keep/ }).click();
    await page.reload();
    assert.equal(await page.locator('.clock-notice').count(), 0);
    assert.match(await when(page), /06:00–07:00 UTC/);
  });
  await withPage({ timezone: 'Europe/Madrid' }, async (page, url) => {
    await page.goto(url(MADRID));
    assert.equal(await page.locator('.clock-notice').count(), 0, 'on the same clock');
  });
});

test('nothing shifts: neither for the switch, nor the notice, nor another zone', async () => {
  const viewports = [{ width: 360, height: 800 }, { width: 1280, height: 900 }];
  for (const viewport of viewports) {
    for (const kept of [null, 'mine', 'Asia/Kathmandu']) {
      await withPage({ viewport, timezone: 'Pacific/Auckland' }, async (page, url) => {
        await page.addInitScript(watchShifts, kept);
        for (const address of ['index.html', MADRID, CALL, 'meetings.html', 'calendar.html']) {
          await page.goto(url(address));
          await page.waitForTimeout(150);
          const shift = await page.evaluate(() => window.shift);
          assert.ok(shift < 0.005, `${address} at ${viewport.width}, ${kept}: ${shift}`);
        }
      });
    }
  }
});

const ZONES = ['UTC', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Chatham', 'Europe/Madrid'];

test('the switch moves nothing on any kind of page, and gives it back as it was', async () => {
  const problems = [];
  for (const width of [360, 768, 1280]) {
    await withPage({ viewport: { width, height: 900 }, timezone: 'Asia/Kathmandu' }, async (page, url) => {
      for (const address of await addresses()) {
        await page.goto(url(address));
        await page.evaluate(noteBlocks);
        for (const zone of [...ZONES, 'meeting']) {
          await page.evaluate(chooseAsAnotherWindow, zone);
          const moved = await page.evaluate(movedBlocks);
          problems.push(...moved.map((what) => `${address} at ${width} px in ${zone}: ${what}`));
        }
      }
    });
  }
  none(problems);
});

/** Blocks of the page; not what regroups by day, nor what follows it. */
function noteBlocks() {
  const days = document.querySelector('.calendar');
  const isBefore = (one) => !days || days.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING;
  const blocks = [...document.querySelectorAll('main :is(h1, h2, h3, p, li, tr, dd, section, nav), footer')];
  const seen = blocks.filter((one) => isBefore(one) && one.checkVisibility());
  globalThis.noted = seen.map((one) => ({ one, top: one.getBoundingClientRect().top }));
}

function movedBlocks() {
  const now = globalThis.noted.map(({ one, top }) => ({ one, by: one.getBoundingClientRect().top - top }));
  const moved = now.filter(({ by }) => Math.abs(by) > 1);
  return moved.slice(0, 1).map(({ one, by }) => `${by} px: <${one.localName}> ${one.textContent.trim().slice(0, 60)}`);
}

/** What the page hears when the reader chooses in another window of the site. */
function chooseAsAnotherWindow(zone) {
  localStorage.setItem('plenary.clock', zone);
  window.dispatchEvent(new StorageEvent('storage'));
}

function watchShifts(kept) {
  if (kept) localStorage.setItem('plenary.clock', kept);
  window.shift = 0;
  const add = (entry) => (window.shift += entry.value);
  new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({
    type: 'layout-shift',
    buffered: true,
  });
}

test('the table of zones marks the one that is shown, and keeps its own times', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(CALL));
    const rows = () => page.locator('[data-zone-row] td').allInnerTexts();
    const before = await rows();
    await type(page, 'kathmandu');
    assert.deepEqual(await rows(), before);
    const shown = page.locator('[data-zone-row][aria-current]');
    assert.equal(await shown.getAttribute('data-zone-row'), 'Asia/Kathmandu');
  });
});

test('no single key does anything', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(CALL));
    const before = await when(page);
    for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?.') await page.keyboard.press(key);
    assert.equal(await when(page), before);
    assert.equal(await page.evaluate(() => document.activeElement), await page.evaluate(() => document.body));
  });
});
