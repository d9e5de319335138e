// The public page that checks a file, in Chromium: 100,000 rows of which one in five is wrong, read while they are sent; a
// good file; a run that the server has lost; and the page without JavaScript.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { checkLargeText, checkPage, close, launch, open, skip, widths } from './resident_browser.mjs';

const header =
  'nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,objet,montant,nature,' +
  'conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention\n';
const rows = 100_000;
const badEvery = 5;
let folder;

function table(count, every) {
  const lines = [header];
  for (let i = 1; i <= count; i += 1) {
    const bad = i % every === 0 ? (i / every) % 3 : -1;
    const date = bad === 0 ? '31/01/2024' : '2024-01-31';
    const siret = bad === 1 ? '38047555800059' : '38047555800058';
    const nature = bad === 2 ? 'AIDE EN NUMÉRAIRE' : 'aide en numéraire';
    lines.push(
      `Sainte-Aubaine,23350001600040,${date},D-${i},Association ${i},${siret},Projet ${i},1500.50,${nature},unique,` +
        '2024-01-01/2024-12-31,,non,1\n',
    );
  }
  return lines.join('');
}

const path = (name) => join(folder, name);

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parvis-check-'));
  writeFileSync(path('gros.csv'), table(rows, badEvery));
  writeFileSync(path('bon.csv'), table(500, 1_000_000));
  writeFileSync(path('petit.csv'), table(30, badEvery));
  writeFileSync(path('faux.csv'), '%PDF-1.7\n\u0000\u0001\u0002');
  await launch();
});
after(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const numberIn = (text) => Number(/([\d\u202f\u00a0 ]+)/.exec(text)[1].replace(/\D/g, ''));

async function checked(page, name) {
  await page.setInputFiles('#fichier', path(name));
  await page.click('#verification button[type=submit]');
}

for (const width of widths) {
  test(`a large file is read while it is sent, at ${width} px`, { skip }, async () => {
    const page = await open('/subventions/verifier', { width });
    await checkPage(page, 'verifier');
    await checkLargeText(page, 'verifier');
    await page.reload();
    // Blocks are slowed, so that what is seen meanwhile can be looked at.
    let blocks = 0;
    await page.route('**/blocks/*', async (route) => {
      blocks += 1;
      if (blocks > 2) await new Promise((done) => setTimeout(done, 800));
      await route.continue();
    });
    await checked(page, 'gros.csv');
    await page.waitForSelector('.check-lines tbody tr');
    assert.ok(await page.locator('progress').isVisible(), 'still reading when the first errors show');
    const part = await page.evaluate(() => document.querySelector('progress').value);
    assert.ok(part > 0 && part < 100, `progress is ${part}`);
    const early = numberIn(await page.textContent('#check-lines'));
    assert.ok(early > 0 && early < rows / badEvery, `${early} errors so far`);
    await checkPage(page, 'verifier_en_cours');
    await page.click('.check-filter >> nth=0');
    await page.waitForSelector('.chip');
    await page.click('.chip');

    await page.waitForSelector('.notice--danger', { timeout: 60_000 });
    assert.match(await page.textContent('.notice--danger'), /100\s000 lignes lues, 20\s000 erreurs/u);
    assert.ok(await page.locator('.check-progress').isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.className), 'notice notice--danger');
    await checkPage(page, 'verifier_erreurs');
    await page.close();
  });
}

test('errors are filtered by column and by cause, and turned page by page', { skip }, async () => {
  const page = await open('/subventions/verifier');
  await checked(page, 'gros.csv');
  await page.waitForSelector('.notice--danger', { timeout: 60_000 });
  await page.focus('[data-key="3"]');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), '3');
  assert.equal(numberIn(await page.textContent('#check-lines')), 6666);
  assert.match(await page.textContent('.check-lines tbody tr'), /«\s31\/01\/2024\s» est écrite jour\/mois\/année/u);
  await page.click('text=Suivantes');
  assert.match(await page.textContent('.pagination'), /26 à 50 sur/);
  assert.ok((await page.locator('tr').count()) < 100, 'rows stay few');
  await page.close();
});

test('all errors are downloaded, more than the page holds', { skip }, async () => {
  const page = await open('/subventions/verifier');
  await checked(page, 'gros.csv');
  await page.waitForSelector('.notice--danger', { timeout: 60_000 });
  for (const [form, lines] of [['csv', 20_001], ['jsonl', 20_000]]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(`[data-form=${form}]`)]);
    assert.equal(download.suggestedFilename(), `erreurs.${form}`);
    const text = readFileSync(await download.path(), 'utf8');
    const written = text.split('\n').filter((line) => (form === 'csv' ? line && !line.startsWith('avert') : line.includes('"type":"error"')));
    assert.equal(written.length, lines);
  }
  assert.ok(await page.locator('.notice--danger').isVisible(), 'the page stays');
  await page.close();
});

test('a good file is said valid, and no error with it', { skip }, async () => {
  const page = await open('/subventions/verifier');
  await checked(page, 'bon.csv');
  await page.waitForSelector('.notice--ok');
  assert.match(await page.textContent('.notice--ok'), /500 lignes lues, aucune erreur/);
  assert.equal(await page.locator('.notice--danger, .check-lines').count(), 0);
  await checkPage(page, 'verifier_valide');
  await page.close();
});

test('a file that is no table, and no file at all, are said in words', { skip }, async () => {
  const page = await open('/subventions/verifier', { width: 320 });
  await page.click('#verification button[type=submit]');
  assert.match(await page.textContent('.error-summary'), /Choisissez un fichier/);
  await checkPage(page, 'verifier_sans_fichier');
  await checked(page, 'faux.csv');
  await page.waitForSelector('.notice--danger');
  assert.match(await page.textContent('.notice--danger'), /n’a pas pu être lu/);
  await checkPage(page, 'verifier_illisible');
  await page.close();
});

test('a run that the server has lost begins again by itself', { skip }, async () => {
  const page = await open('/subventions/verifier');
  let lost = 0;
  await page.route('**/blocks/1', (route) =>
    (lost += 1) === 1 ? route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }) : route.continue(),
  );
  await checked(page, 'gros.csv');
  await page.waitForSelector('.notice--danger', { timeout: 60_000 });
  assert.match(await page.textContent('.notice--danger'), /20\s000 erreurs/u);
  assert.ok(lost > 1);
  await page.close();
});

for (const width of widths) {
  test(`without JavaScript the errors come as a page, at ${width} px`, { skip }, async () => {
    const page = await open('/subventions/verifier', { width, javaScriptEnabled: false });
    await checked(page, 'petit.csv');
    await page.waitForSelector('h1:has-text("Ce fichier n’est pas valide")');
    assert.match(await page.textContent('.notice'), /30\slignes lues, 6\serreurs/u);
    assert.equal(await page.locator('.table').last().locator('tbody tr').count(), 6);
    // axe runs in the page, which a browser without scripts does not allow: the same answer is looked at with them.
    const content = await page.content();
    const looked = await open('/subventions/verifier', { width });
    await looked.setContent(content);
    await checkPage(looked, 'verifier_sans_script');
    await looked.close();
    await page.close();
  });
}
