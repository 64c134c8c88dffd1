// A record with 200 attack strings in every field that takes text: none of them runs, with the
// policy of the site and without, in what is sent and in what scripts make of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressesOf, kindsOf, none, withPage } from './support.mjs';

const site = 'hostile';
const pages = (await addressesOf(site)).filter((address) => address.endsWith('.html'));
const kinds = await kindsOf(site);

/** Opens a page of it; what runs is a fault. */
function open(options, fn) {
  return withPage({ site, ...options }, async (page, url, about) => {
    page.on('dialog', (dialog) => {
      about.faults.push(`dialog: ${dialog.message()} (${page.url()})`);
      return dialog.dismiss();
    });
    page.on('popup', (popup) => about.faults.push(`window: ${popup.url()} (${page.url()})`));
    await page.exposeFunction('pwned', (which) => about.faults.push(`ran: ${which} (${page.url()})`));
    await fn(page, url, about);
  });
}

test('no attack in any field of any page runs, without the policy', async () => {
  const problems = [];
  await Promise.all([0, 1, 2].map((part) => open({ bypassCSP: true }, async (page, url) => {
    for (const address of pages.filter((_, n) => n % 3 === part)) {
      await page.goto(url(address));
      problems.push(...(await page.evaluate(strangers)).map((what) => `${address}: ${what}`));
    }
  })));
  none(problems);
});

/** Elements and attributes that no page of ours has. */
function strangers() {
  const elements = [
    'base', 'embed', 'frame', 'iframe', 'math', 'object', 'style', 'template', 'video', 'audio', 'noscript p',
    'meta[http-equiv=refresh]', 'form:not([action$="search.html"])', 'script:not([src], [type$=json])',
    'body body', 'body title:not(svg title)', 'svg script', 'foreignObject', '[srcdoc]', '[style]', '[src="x"]',
  ];
  const found = elements.flatMap((selector) => [...document.querySelectorAll(selector)].filter((one) => !made(one)));
  const shown = found.map((one) => one.outerHTML.slice(0, 120));
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      const isUrl = ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(name);
      const runs = isUrl && !['http:', 'https:', 'mailto:', 'tel:', 'file:', 'data:'].includes(new URL(value, location).protocol);
      if (/^on/.test(name) || runs || (isUrl && one.localName !== 'a' && /evil/.test(new URL(value, location).host))) {
        shown.push(`${one.localName} ${name}="${value.slice(0, 120)}"`);
      }
    }
  }
  for (const one of document.querySelectorAll('script[type$=json]')) JSON.parse(one.textContent);
  return shown;

  /** Whether a script of ours made it. */
  function made(one) {
    return one.matches('form, [style]') && one.closest('.tools, .clock-panel, #search-results, .is-held') !== null;
  }
}

test('each kind of page works under the policy', async () => {
  await open({}, async (page, url) => {
    for (const { address } of kinds) await page.goto(url(address));
  });
});

test('what is found by the search does not run', async () => {
  await open({ bypassCSP: true }, async (page, url) => {
    for (const words of ['script', 'pwned', 'img onerror', 'javascript', 'plenary-15', '<script>pwned(1)</script>']) {
      await page.goto(url(`search.html?q=${encodeURIComponent(words)}`));
      await page.waitForSelector('#search-results li');
      none(await page.evaluate(strangers));
    }
    await page.goto(url(`search.html?q=${encodeURIComponent('"><img src=x onerror=pwned(99)>')}&kind=${encodeURIComponent('"><svg onload=pwned(98)>')}`));
    none(await page.evaluate(strangers));
  });
});

test('what filters and other clocks make of it does not run', async () => {
  await open({ bypassCSP: true }, async (page, url) => {
    for (const { address } of kinds) {
      await page.goto(url(address));
      await chooseEach(page);
      await turnClock(page);
      none((await page.evaluate(strangers)).map((what) => `${address}: ${what}`));
    }
  });
});

/** Opens the tools of a table, if it has any, and takes the last choice of each. */
async function chooseEach(page) {
  const tools = page.locator('.tools summary');
  if (!(await tools.count())) return;
  await tools.first().click();
  for (const select of await page.locator('.tools select').all()) {
    const values = await select.locator('option').evaluateAll((all) => all.map((one) => one.value));
    await select.selectOption(values.at(-1));
  }
}

async function turnClock(page) {
  if (!(await page.locator('.clock-open').count())) return;
  await page.click('.clock-open');
  await page.fill('#clock-zone', 'Kathmandu');
  await page.keyboard.press('Enter');
  assert.ok((await page.locator('.clock-open').innerText()).length < 200);
}

test('feeds and pictures are what they say they are', async () => {
  const addresses = (await addressesOf(site)).filter((address) => /\.(xml|svg)$/.test(address));
  assert.ok(addresses.length > 10);
  await open({ bypassCSP: true }, async (page, url) => {
    await page.goto(url('index.html'));
    const problems = await page.evaluate(async (files) => {
      const read = async (file) => {
        const text = await (await fetch(file)).text();
        const parsed = new DOMParser().parseFromString(text, 'application/xml');
        const strange = parsed.querySelector('parsererror, script, img, iframe');
        return strange ? [`${file}: ${strange.textContent.slice(0, 200)}`] : [];
      };
      return (await Promise.all(files.map(read))).flat();
    }, addresses);
    none(problems);
  });
});
