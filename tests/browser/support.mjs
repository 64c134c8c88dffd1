// A page of a built site in a browser, and whatever went wrong on it.
//
// `withPage` opens a page in a context of its own and fails the test when the page broke the
// Content-Security-Policy, wrote an error to the console, threw, asked for something that is not
// there, or asked another host for anything.

import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Where the sites were built: a folder a site, and `<site>.wiki` for the same under `/wiki/`. */
const SITES = process.env.PLENARY_SITES ?? path.join(HERE, '../../target/tmp/browser');

/** The policy that every page has to work under. */
export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";

const CHROMIUM_ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.xml': 'application/atom+xml; charset=utf-8',
};

let browser;
const servers = new Map();

after(async () => {
  await (await browser)?.close();
  for (const one of servers.values()) (await one).server.close();
});

/** The folder that a site was built into. */
export function folderOf(site = 'sample') {
  const folder = path.join(SITES, site);
  if (!existsSync(path.join(folder, 'index.html'))) {
    throw new Error(`${folder} has no site: run \`cargo test --test it browser\`, which builds it`);
  }
  return folder;
}

/** The addresses of a site's files, in order. */
export async function addressesOf(site = 'sample') {
  const folder = folderOf(site);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return paths.map((file) => path.relative(folder, file).split(path.sep).join('/')).sort();
}

/** The text of one file of a site. */
export function textOf(address, site = 'sample') {
  return readFile(path.join(folderOf(site), address), 'utf8');
}

/**
 * One page of each kind of a site: `[{ kind, address }]`, by the class of `<body>`. Redirects
 * have no kind. The longest page of a kind stands for it: it has the most on it. The lists of
 * actions look different each, so that all of them are here.
 */
export async function kindsOf(site = 'sample') {
  const kinds = new Map();
  for (const { kind, address, text } of await pagesOf(site)) {
    const key = kind === 'actions' ? address : kind;
    if (text.length > (kinds.get(key)?.text.length ?? 0)) kinds.set(key, { kind, address, text });
  }
  return [...kinds.values()].map(({ kind, address }) => ({ kind, address }));
}

/** The pages of a site, redirects aside: `[{ kind, address, text }]`. */
export async function pagesOf(site = 'sample') {
  const addresses = (await addressesOf(site)).filter((address) => address.endsWith('.html'));
  const read = async (address) => ({ address, text: await textOf(address, site) });
  const pages = await Promise.all(addresses.map(read));
  return pages
    .map((page) => ({ kind: page.text.match(/<body[^>]*\bpage-([a-z0-9_-]+)/)?.[1], ...page }))
    .filter(({ kind }) => kind);
}

/** Fails when there are problems, and tells all of them. */
export function none(problems) {
  if (problems.length) throw new Error(`${problems.length} problems:\n  ${problems.join('\n  ')}`);
}

/**
 * Opens a page, hands it on, and fails when something went wrong on it.
 *
 * `await withPage({ from: 'disk' }, async (page, url) => { await page.goto(url('index.html')); })`
 *
 * Options, all of which may be left out:
 * - `site`: which archive, `'sample'` or `'odd-titles'`;
 * - `from`: `'server'` (at `/`), `'subpath'` (at `/wiki/`), both under the strict policy, or
 *   `'disk'` (file addresses);
 * - `base`: the address of a server of the test's own, instead;
 * - `javaScript`, `colorScheme`, `viewport`, `timezone`, `locale`, `forcedColors`,
 *   `reducedMotion`, `media` (`'print'`): how the reader has it;
 * - `bypassCSP`: lets a test put its own scripts and styles into the page;
 * - `allow`: patterns of faults that the test expects.
 *
 * `fn` is called with the page, a function from a site's address to one for `goto`, and
 * `{ context, faults }`, the faults so far.
 */
export async function withPage(options, fn) {
  const base = options.base ?? (await baseOf(options.site ?? 'sample', options.from ?? 'server'));
  const context = await (await theBrowser()).newContext(contextOptions(options));
  const faults = [];
  try {
    watch(context, base, faults);
    if (options.javaScript !== false) await watchPolicy(context, faults);
    const page = await context.newPage();
    if (options.media) await page.emulateMedia({ media: options.media });
    await fn(page, (address) => new URL(address, base).href, { context, faults });
  } finally {
    await context.close();
  }
  const unexpected = unlike(faults, options.allow ?? []);
  if (unexpected.length) throw new Error(`the page has faults:\n  ${unexpected.join('\n  ')}`);
}

function theBrowser() {
  browser ??= chromium.launch({ executablePath: theChromium(), args: CHROMIUM_ARGS });
  return browser;
}

function theChromium() {
  const usual = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const known = [process.env.CHROMIUM, ...usual.map((name) => `/usr/bin/${name}`)];
  const found = known.find((file) => file && existsSync(file));
  if (!found) throw new Error('no Chromium: install it, or name it in the variable CHROMIUM');
  return found;
}

function contextOptions(options) {
  return {
    bypassCSP: options.bypassCSP ?? false,
    colorScheme: options.colorScheme ?? 'light',
    forcedColors: options.forcedColors ?? 'none',
    javaScriptEnabled: options.javaScript ?? true,
    locale: options.locale ?? 'en-GB',
    reducedMotion: options.reducedMotion ?? 'no-preference',
    serviceWorkers: 'block',
    timezoneId: options.timezone ?? 'UTC',
    viewport: options.viewport ?? { width: 1280, height: 900 },
  };
}

function unlike(faults, allowed) {
  return faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault)));
}

/** Writes down what goes wrong. An aborted request is a page left or a download, no fault. */
function watch(context, base, faults) {
  const { origin, protocol } = new URL(base);
  const isOurs = (url) =>
    ['data:', 'blob:', 'about:'].includes(url.protocol) ||
    (protocol === 'file:' ? url.protocol === 'file:' : url.origin === origin);
  context.on('request', (request) => {
    if (!isOurs(new URL(request.url()))) faults.push(`request to another host: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'unknown';
    if (why !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.url()} (${why})`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (thrown) => faults.push(`thrown: ${thrown.error().stack}`));
}

async function watchPolicy(context, faults) {
  await context.exposeBinding('tellOfViolation', ({ page }, what) => {
    faults.push(`policy: ${what} (${page.url()})`);
  });
  await context.addInitScript(() => {
    const tell = globalThis.tellOfViolation;
    document.addEventListener('securitypolicyviolation', (event) => {
      tell(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

async function baseOf(site, from) {
  if (from === 'disk') return `${pathToFileURL(folderOf(site)).href}/`;
  if (from === 'server') return (await serve(folderOf(site), '/')).base;
  if (from === 'subpath') return (await serve(folderOf(`${site}.wiki`), '/wiki/')).base;
  throw new Error(`from: '${from}' is none of 'server', 'subpath', 'disk'`);
}

/** Serves a folder below a path, once. */
function serve(folder, prefix) {
  if (!servers.has(folder)) servers.set(folder, start(folder, prefix));
  return servers.get(folder);
}

async function start(folder, prefix) {
  const server = createServer((request, response) => answer(folder, prefix, request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return { server, base: `http://127.0.0.1:${server.address().port}${prefix}` };
}

/** As a plain host does: the file, `index.html` of a folder, or the page for what is not there. */
async function answer(folder, prefix, request, response) {
  const asked = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
  const isBelow = asked.startsWith(prefix);
  const name = asked.slice(prefix.length).replace(/(^|\/)$/, '$1index.html');
  const bytes = isBelow ? await bytesOf(folder, name) : undefined;
  if (bytes) return send(response, 200, path.extname(name), bytes);
  const missing = isBelow ? await bytesOf(folder, '404.html') : undefined;
  return send(response, 404, '.html', missing ?? 'not of this site');
}

async function bytesOf(folder, name) {
  const file = path.join(folder, name);
  if (!file.startsWith(folder + path.sep)) return undefined;
  return readFile(file).catch(() => undefined);
}

function send(response, status, extension, body) {
  response.writeHead(status, {
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
    'Content-Security-Policy': POLICY,
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
