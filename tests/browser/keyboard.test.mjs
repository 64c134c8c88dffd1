// Everything by keyboard: past the menu, along every link, with the focus in sight, to the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindsOf, none, withPage } from './support.mjs';

test('the first Tab of every page is a link past the menu, which shows and works', async () => {
  const problems = [];
  await withPage({}, async (page, url) => {
    for (const { address } of await kindsOf()) {
      await page.goto(url(address));
      await page.keyboard.press('Tab');
      const isSkip = await page.evaluate(isVisibleSkipLink);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      const isPast = await page.evaluate(isPastTheMenu);
      if (!isSkip) problems.push(`${address}: the first Tab is no visible link to <main>`);
      if (!isPast) problems.push(`${address}: the Tab after it is above the content`);
    }
  });
  none(problems);
});

function isVisibleSkipLink() {
  const link = document.activeElement;
  const main = document.querySelector('main');
  const box = link.getBoundingClientRect();
  const target = document.getElementById(decodeURIComponent(link.hash ?? '').slice(1));
  const isSeen = box.top >= 0 && box.left >= 0 && box.width > 24 && box.right <= innerWidth;
  return isSeen && target !== null && (target === main || main.contains(target));
}

function isPastTheMenu() {
  const main = document.querySelector('main');
  const now = document.activeElement;
  const follows = main.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  return now === document.body || Boolean(follows);
}

for (const address of ['index.html', 'meetings/f2f-2-madrid.html', 'actions.html', 'search.html']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`Tab goes along ${address} to its end, and shows where it is, ${colorScheme}`, async () => {
      await withPage({ colorScheme, reducedMotion: 'reduce' }, async (page, url) => {
        await page.goto(url(address));
        const { stops, problems } = await walk(page);
        none(problems);
        const expected = await page.evaluate(reachable);
        assert.ok(stops >= expected, `${stops} stops, ${expected} things to reach`);
      });
    });
  }
}

/** Goes along with Tab until the page is left. */
async function walk(page) {
  const problems = new Set();
  await page.evaluate(watchFocus);
  for (let stops = 0; stops < 1500; stops += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => globalThis.focusNow());
    if (!now) return { stops, problems: [...problems] };
    if (now.isAgain) return { stops, problems: [...problems, `trapped at ${now.name}`] };
    if (!now.isShown) problems.add(`no mark of focus on ${now.name}`);
    if (now.isCovered) problems.add(`covered, or out of sight: ${now.name}`);
  }
  return { stops: 1500, problems: [...problems, 'Tab comes to no end'] };
}

function watchFocus() {
  const visited = new Set();
  const isShown = (style) => {
    const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
    return hasOutline || style.boxShadow !== 'none';
  };
  const isCovered = (element) => {
    const boxes = [...element.getClientRects()];
    const topAt = (box) => document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !boxes.some((box) => element.contains(topAt(box)) || topAt(box)?.contains(element));
  };
  // a hexagon of a board has its own edge for a mark, as its neighbours would cover an outline
  const isThickEdged = (element) =>
    element.matches('a.hex') && parseFloat(getComputedStyle(element.querySelector('path')).strokeWidth) >= 4;
  globalThis.focusNow = () => {
    const element = document.activeElement;
    if (element === document.body || element === document.documentElement) return null;
    const isRadio = element.type === 'radio';
    const isAgain = visited.has(element);
    visited.add(element);
    const drawn = [element, ...(element.labels ?? []), element.parentElement];
    return {
      isAgain,
      isCovered: isCovered(element) && !isRadio,
      isShown: drawn.some((one) => isShown(getComputedStyle(one))) || isThickEdged(element),
      name: element.outerHTML.slice(0, 120),
    };
  };
}

/** How many things of the page take the focus: a group of radio buttons counts once. */
function reachable() {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')];
  const seen = all.filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const live = seen.filter((one) => !one.disabled && one.tabIndex >= 0 && one.type !== 'radio');
  return live.length;
}

test('no key on its own does anything', async () => {
  await withPage({}, async (page, url) => {
    for (const address of ['index.html', 'meetings/plenary-15.html', 'actions.html']) {
      await page.goto(url(address));
      const before = await page.evaluate(stateOf);
      for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?.,') await page.keyboard.press(key);
      assert.deepEqual(await page.evaluate(stateOf), before, address);
    }
  });
});

function stateOf() {
  return {
    address: location.href,
    focus: document.activeElement.localName,
    text: document.body.innerText,
  };
}
