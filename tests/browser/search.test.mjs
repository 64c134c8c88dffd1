// The search: what is found, how it is shown, and that it works from wherever the site lies.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { withPage } from './support.mjs';

const hasResults = (page) => page.waitForSelector('#search-results li');
const links = (page) => page.$$eval('#search-results h2 a', (all) => all.map((one) => one.href));
const texts = (page) => page.$$eval('#search-results li', (all) => all.map((one) => one.textContent));
const address = (page) => new URL(page.url()).search;

/** Opens the search with a question that has an answer. */
async function ask(page, url, query) {
  await page.goto(url(`search.html?${query}`));
  await hasResults(page);
}

for (const from of ['server', 'subpath', 'disk']) {
  test(`a question in the address is answered, from ${from}`, async () => {
    await withPage({ from }, async (page, url) => {
      await ask(page, url, 'q=P15-1');
      assert.equal(await page.inputValue('#q'), 'P15-1');
      assert.match((await links(page))[0], /\/actions\/p15-1\.html$/);
      await page.click('#search-results h2 a');
      await page.waitForSelector('body.page-action');
    });
  });
}

test('an id in full comes first, however it is cut', async () => {
  await withPage({}, async (page, url) => {
    const first = { 'plenary-15': 'meetings/plenary-15.html', 'plenary 15': 'meetings/plenary-15.html', 'SSR1-10': 'recommendations/ssr1/10.html', 'ssr1/10': 'recommendations/ssr1/10.html' };
    for (const [query, wanted] of Object.entries(first)) {
      await ask(page, url, `q=${encodeURIComponent(query)}`);
      assert.equal((await links(page))[0], url(wanted), query);
    }
  });
});

test('letters are found with and without their marks', async () => {
  await withPage({}, async (page, url) => {
    for (const query of ['Kecic', 'kecić', 'Kec\u0131c', 'KECI\u0106']) {
      await ask(page, url, `q=${encodeURIComponent(query)}`);
      assert.ok((await texts(page)).some((text) => text.includes('Kecić')), query);
      assert.ok((await page.$$eval('#search-results mark', (all) => all.map((one) => one.textContent))).some((text) => /Kecić/.test(text)), query);
    }
  });
});

test('words are cut and folded as the index has them', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('search.html'));
    const samples = {
      'Žarko KECIĆ’s Łódź, Straße': 'zarko kecic s lodz strasse',
      'Œuvre Þór Æsir Ðorđe': 'oeuvre thor aesir dorde',
      'ΟΔΟΣ Ελλάς Й ё': 'οδοσ ελλασ и е',
      'P15-1, (SSR1/10)': 'p15 1 ssr1 10',
      第15回会議: '第 15 回会 会議 議',
      '한국 회의': '한국 회의',
      'مراجعة الأمن': 'مراجعة الامن',
    };
    for (const [text, wanted] of Object.entries(samples)) {
      const words = await page.evaluate((one) => window.plenarySearch.words(one, false), text);
      assert.equal(words.join(' '), wanted);
    }
  });
});

test('results lead to places on long pages', async () => {
  await withPage({}, async (page, url) => {
    await ask(page, url, 'q=attendance&kind=meeting');
    assert.ok((await links(page)).some((link) => link.includes('#')));
  });
});

test('every word has to be there', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('search.html?q=recommendation+xyzzyplugh+'));
    await page.waitForFunction(() => /Nothing found/.test(document.getElementById('search-count').textContent));
    assert.equal((await links(page)).length, 0);
  });
});

test('filters count what was found, and stay in the address', async () => {
  await withPage({}, async (page, url) => {
    await ask(page, url, 'q=ssr1');
    const label = await page.$eval('#search-kind option[value=recommendation]', (one) => one.textContent);
    const n = Number(/\((\d+)\)/.exec(label)[1]);
    await page.focus('#search-kind');
    await page.selectOption('#search-kind', 'recommendation');
    await page.waitForFunction((n) => document.getElementById('search-count').textContent.startsWith(`${n} result`), n);
    assert.equal(address(page), '?q=ssr1&kind=recommendation');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search-kind');
    await page.goBack();
    await page.waitForFunction(() => document.getElementById('search-kind').value === '');
    assert.equal(address(page), '?q=ssr1');
  });
});

test('typing searches, keeps the focus and one place in the history', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('search.html'));
    const before = await page.evaluate(() => history.length);
    await page.focus('#q');
    await page.keyboard.type('recommen', { delay: 30 });
    await hasResults(page);
    await page.waitForFunction(() => location.search === '?q=recommen');
    assert.equal(await page.evaluate(() => history.length), before);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.closest('#search-results') !== null), true);
    await page.keyboard.press('ArrowUp');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  });
});

test('the count is said once, after the typing', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('search.html'));
    await page.evaluate(() => {
      window.said = [];
      const status = document.getElementById('search-status');
      new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
    });
    await page.focus('#q');
    await page.keyboard.type('recommendation', { delay: 40 });
    await page.waitForFunction(() => window.said.some((text) => /result/.test(text)));
    assert.equal((await page.evaluate(() => window.said.filter(Boolean))).length, 1);
  });
});

test('more results are shown on request, and the focus goes to the first of them', async () => {
  await withPage({}, async (page, url) => {
    await ask(page, url, 'q=ssr1');
    const n = (await links(page)).length;
    await page.focus('#search-more button');
    await page.keyboard.press('Enter');
    await page.waitForFunction((n) => document.querySelectorAll('#search-results li').length > n, n);
    const at = () => [...document.querySelectorAll('#search-results h2 a')].indexOf(document.activeElement);
    await page.waitForFunction((n) => [...document.querySelectorAll('#search-results h2 a')].indexOf(document.activeElement) === n, n);
    assert.equal(await page.evaluate(at), n);
  });
});

test('words in quotes stand side by side', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('search.html?q=%22call+plenary%22'));
    await page.waitForFunction(() => document.getElementById('search-count').textContent.length > 12);
    for (const text of await texts(page)) assert.match(text, /call[^\p{L}\p{N}]+plenary/iu);
    await ask(page, url, 'q=%22plenary+call%22');
  });
});

test('a question that looks like markup is only text', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url(`search.html?q=${encodeURIComponent('<img src=x onerror=alert(1)> "')}&kind=%3Cb%3E`));
    await page.waitForFunction(() => document.getElementById('search-count').textContent !== '');
    assert.equal(await page.$('main img, main b'), null);
  });
});

test('without JavaScript the page says so', async () => {
  await withPage({ javaScript: false }, async (page, url) => {
    await page.goto(url('search.html'));
    assert.match(await page.textContent('noscript, main'), /needs JavaScript/);
  });
});

test('a search of the header is answered on the search page', async () => {
  await withPage({}, async (page, url) => {
    await page.goto(url('meetings.html'));
    const form = await page.$('header form[role=search]');
    if (!form) return;
    await (await form.$('input[name=q]')).fill('P15-1');
    await page.keyboard.press('Enter');
    await hasResults(page);
    assert.match((await links(page))[0], /p15-1/);
  });
});
