// What holds on every kind of page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindsOf, withPage } from './support.mjs';

const kinds = await kindsOf();

for (const from of ['server', 'subpath', 'disk']) {
  test(`every kind of page keeps to the policy and to its own host, from ${from}`, async () => {
    await withPage({ from }, async (page, url) => {
      for (const { address } of from === 'disk' ? kinds.filter(hasPlace) : kinds) {
        await page.goto(url(address));
        assert.equal(await page.locator('h1').count(), 1, `${address} has one heading of its own`);
      }
    });
  });
}

/** The page for what is not there has addresses from the root, as it is shown at any address. */
function hasPlace({ address }) {
  return address !== '404.html';
}
