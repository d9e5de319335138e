// What the tests of the resident's way share: one Chromium, pages of both widths, and the checks every page must pass.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const base = (process.env.PARVIS_URL ?? '').replace(/\/$/, '');
export const skip = base ? false : 'PARVIS_URL names no running server';
export const widths = [320, 1366];
const rules = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const pictures = process.env.PARVIS_SCREENSHOTS ?? fileURLToPath(new URL('../../build/screenshots', import.meta.url));

let browser;
export async function launch() {
  if (skip) return;
  mkdirSync(pictures, { recursive: true });
  const executablePath = process.env.PARVIS_CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
export const close = () => browser?.close();

// Each visitor has an address of their own (of the range kept for examples), as the server limits what one sends. The
// server believes it when it trusts 127.0.0.1 as a proxy.
let visitors = 0;
const ownAddress = () => ({ 'X-Forwarded-For': `203.0.113.${(visitors += 1) % 250}` });

export async function open(path, options = {}) {
  const { width = 1366, ...rest } = options;
  const extraHTTPHeaders = ownAddress();
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'fr-FR', extraHTTPHeaders, ...rest });
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (said) => {
    if (said.text().includes('Security Policy')) page.faults.push(said.text());
  });
  page.answer = await page.goto(base + path);
  return page;
}

async function axeFaults(page) {
  // Evaluated, not added as a tag: the pages' own policy forbids scripts written in them.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), rules);
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

// Links inside a sentence are exempt from the size of targets (WCAG 2.5.8).
const smallTargets = () =>
  [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
    .filter((control) => {
      const { width, height, right } = control.getBoundingClientRect();
      return width > 0 && right > 0 && Math.min(width, height) < 24 && !control.closest('p, dd, td, li.report-item, .prose li');
    })
    .map((control) => control.outerHTML.slice(0, 80));

const widerThanScreen = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** No axe violation, no sideways scroll, no small target, no script error; the picture is kept. */
export async function checkPage(page, name) {
  const { width } = page.viewportSize();
  assert.deepEqual(await axeFaults(page), [], `axe on ${name} at ${width} px`);
  assert.ok((await page.evaluate(widerThanScreen)) <= 0, `${name} scrolls sideways at ${width} px`);
  assert.deepEqual(await page.evaluate(smallTargets), [], `targets under 24 px on ${name} at ${width} px`);
  assert.deepEqual(page.faults, [], `script errors on ${name}`);
  await page.screenshot({ path: `${pictures}/${name}_${width}.png`, fullPage: true });
}

export async function checkLargeText(page, name) {
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  assert.ok((await page.evaluate(widerThanScreen)) <= 0, `${name} scrolls sideways with text at 200 %`);
}

/** A call to the API as an agent of the demonstration town: call(method, path, {data} or {multipart}) gives the JSON. */
export async function agent(email = 'regulation@sainte-aubaine.example') {
  const context = await browser.newContext();
  const signedIn = await context.request.post(`${base}/api/account/session`, { data: { email, password: 'parvis-demonstration' } });
  assert.equal(signedIn.status(), 201);
  const csrf = (await context.cookies()).find(({ name }) => name === 'parvis_csrf').value;
  return async (method, path, body = {}) => {
    const answer = await context.request.fetch(base + path, { method, headers: { 'X-CSRF-Token': csrf }, ...body });
    const text = await answer.text();
    assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : {};
  };
}

/** A report sent by a resident who left an address: its number, and its page with the secret. */
export async function sentReport(fields) {
  const visitor = await browser.newContext({ extraHTTPHeaders: ownAddress() });
  const answer = await visitor.request.post(`${base}/api/street/reports`, { multipart: fields });
  const { ref, url } = await answer.json();
  assert.equal(answer.status(), 201);
  await visitor.close();
  const { pathname, search } = new URL(url);
  return { ref, path: pathname + search };
}

/** A small photo drawn by the browser itself: no file of anyone is needed. */
export async function drawnPhoto(page) {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [800, 600];
    const pen = canvas.getContext('2d');
    for (let i = 0; i < 400; i += 1) {
      pen.fillStyle = `hsl(${(i * 47) % 360} 30% ${30 + (i % 40)}%)`;
      pen.fillRect((i * 131) % 800, (i * 77) % 600, 90, 60);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.9));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return { name: 'trottoir.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** Bytes on the wire and requests of a page, from Chromium's network events. */
export async function weigh(path, act = async () => undefined) {
  const context = await browser.newContext({ viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const types = new Map();
  const weight = { bytes: 0, requests: 0, basemap: 0 };
  network.on('Network.responseReceived', ({ requestId, type, response }) => types.set(requestId, { type, url: response.url }));
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const { type, url = '' } = types.get(requestId) ?? {};
    if (url.startsWith('data:') || type === 'Image') return;
    if (url.endsWith('basemap.geojson')) weight.basemap += encodedDataLength;
    else weight.bytes += encodedDataLength;
    weight.requests += 1;
  });
  await page.goto(base + path, { waitUntil: 'networkidle' });
  await act(page);
  await page.waitForLoadState('networkidle');
  await context.close();
  return weight;
}
