// The dispatcher's way in Chromium: sign in, filter, open, qualify, assign, by mouse and by keyboard, wide and narrow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const need = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = need('playwright-core');
const axeSource = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
const base = process.env.PARVIS_URL;
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
});
after(() => browser.close());

async function signIn(width, email = 'regulation@sainte-aubaine.example') {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'fr-FR', bypassCSP: false });
  const page = await context.newPage();
  page.on('pageerror', (error) => assert.fail(`script error: ${error.message}`));
  await page.goto(`${base}/agent/connexion`);
  await page.fill('#email', email);
  await page.fill('#password', 'parvis-demonstration');
  await page.click('button[type=submit]');
  await page.waitForSelector('.today-cards, .empty');
  return page;
}

async function axe(page) {
  // The page's content policy refuses inserted scripts; evaluate runs outside of it.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }),
  );
  const seen = result.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
  assert.deepEqual(seen, []);
}

test('a visitor is asked to sign in, and a wrong password says so', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${base}/agent/signalements`);
  assert.match(page.url(), /\/agent\/connexion/);
  await page.fill('#email', 'personne@sainte-aubaine.example');
  await page.fill('#password', 'pas le bon mot de passe');
  await page.click('button[type=submit]');
  await page.waitForSelector('.error-summary, .field__error');
  assert.match(await page.textContent('body'), /incorrect/);
});

for (const width of [320, 1366]) {
  test(`the day, the list and a report hold at ${width} px without fault`, async () => {
    const page = await signIn(width);
    await axe(page);
    await page.goto(`${base}/agent/signalements`);
    await page.waitForSelector('tbody tr');
    await axe(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
    await page.click('tbody tr:first-child .cell-main a');
    await page.waitForSelector('.desk-detail h2');
    await axe(page);
    await page.close();
  });
}

test('filters stand in the URL and can be taken away', async () => {
  const page = await signIn(1366);
  await page.goto(`${base}/agent/signalements`);
  await page.waitForSelector('tbody tr');
  await page.selectOption('#f-family', { index: 1 });
  await page.waitForFunction(() => location.search.includes('family='));
  await page.click('.chip');
  await page.waitForFunction(() => !location.search.includes('family='));
  await page.close();
});

test('a dispatcher qualifies a report and hands it to a team', async () => {
  const page = await signIn(1366);
  await page.goto(`${base}/agent/signalements?state=a_qualifier`);
  await page.waitForSelector('tbody tr');
  await page.click('tbody tr:first-child .cell-main a');
  await page.waitForSelector('#d-category');
  await page.selectOption('#d-category', 'VOI-NID');
  await page.waitForSelector('.desk-detail .notice--ok');
  await page.click('.desk-detail .button-row button:has-text("À traiter")');
  await page.waitForFunction(() => document.querySelector('.desk-detail .detail-line')?.textContent?.includes('À traiter'));
  await page.close();
});

test('the keyboard alone chooses rows and assigns them', async () => {
  const page = await signIn(1366);
  await page.goto(`${base}/agent/signalements?state=a_traiter`);
  await page.waitForSelector('tbody tr');
  await page.focus('tbody tr');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  assert.equal(await page.locator('tbody tr.chosen').count(), 1);
  await page.keyboard.press('a');
  await page.waitForSelector('#bulk-value');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'bulk-value');
  await page.selectOption('#bulk-value', 'T-ESV');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.desk-list .notice--ok');
  await page.close();
});

test('a person without the right does not see the settings', async () => {
  const page = await signIn(1366, 'terrain@sainte-aubaine.example');
  assert.equal(await page.locator('a[href="/agent/admin"]').count(), 0);
  const status = await page.evaluate(async () => (await fetch('/api/account/users')).status);
  assert.equal(status, 403);
  await page.close();
});

test('the settings of the town hold', async () => {
  const page = await signIn(1366, 'administration@sainte-aubaine.example');
  for (const name of ['ville', 'categories', 'equipes', 'secteurs', 'aiguillage', 'messages', 'comptes']) {
    await page.goto(`${base}/agent/admin/${name}`);
    await page.waitForSelector('.admin-body h2');
    await page.waitForTimeout(300);
    await axe(page);
  }
  await page.close();
});
