// A first view of any page is light: at most 60 kB over the wire, with all that it asks for.

import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { kindsOf, none, pagesOf, textOf, withPage } from './support.mjs';

const MOST = 60_000;

test('every kind of page with all that it loads is at most 60 kB', async () => {
  const problems = [];
  await withPage({}, async (page, url, { context }) => {
    const asked = new Set();
    context.on('request', (request) => asked.add(new URL(request.url()).pathname.slice(1)));
    for (const { address } of await kindsOf()) {
      asked.clear();
      await page.goto(url(address));
      await page.waitForTimeout(100); // what a script asks for once it runs
      const weight = sum(await Promise.all([...asked].map(weightOf)));
      if (weight > MOST) problems.push(`${address}: ${weight} bytes`);
    }
  });
  none(problems);
});

async function weightOf(name) {
  return packed(await textOf(name));
}

test('every page of the archive with what it names is at most 60 kB', async () => {
  const parts = new Map();
  const problems = [];
  for (const { address, text } of await pagesOf()) {
    const names = address === '404.html' ? [] : partsOf(text, address);
    for (const name of names) {
      if (!parts.has(name)) parts.set(name, await weightOf(name));
    }
    const weight = packed(text) + sum(names.map((name) => parts.get(name)));
    if (weight > MOST) problems.push(`${address}: ${weight} bytes`);
  }
  none(problems);
});

/** The files that a page names for its first view: styles, scripts, its icon and pictures. */
function partsOf(text, address) {
  const tags = text.match(/<(script|img)\b[^>]*\bsrc="[^"]+"|<link\b[^>]*>/g) ?? [];
  const loaded = tags.filter((tag) => !/^<link/.test(tag) || /rel="(stylesheet|icon|preload)"/.test(tag));
  const names = loaded.map((tag) => tag.match(/\b(?:src|href)="([^"]+)"/)[1]);
  const local = names.filter((name) => !/^[a-z]+:/.test(name));
  const paths = local.map((name) => new URL(name, `http://site/${address}`).pathname.slice(1));
  return [...new Set(paths)];
}

function packed(bytes) {
  return gzipSync(bytes).length;
}

function sum(numbers) {
  return numbers.reduce((all, one) => all + one, 0);
}
