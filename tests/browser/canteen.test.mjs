// The canteen desk in Chromium: a day's orders by mouse and by keyboard, two people on one order, the kitchen's risk,
// a strike sheet, an outing, a weighing without network, a file from its drop to its undoing, and what each role sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, checkLargeText, checkPage, close, launch, open, skip, widths } from './resident_browser.mjs';

before(launch);
after(close);

async function signIn(email, options = {}) {
  const page = await open('/agent/connexion?retour=/agent/cantine', options);
  await page.fill('#email', `${email}@sainte-aubaine.example`);
  await page.fill('#password', 'parvis-demonstration');
  await page.click('button[type=submit]');
  await page.waitForSelector('.desk-me');
  return page;
}
const desk = async (page, path, until) => {
  await page.goto(`${base}/agent/cantine${path}`);
  await page.waitForSelector(until);
};
const neverBoth = async (page) => {
  const shown = await page.evaluate(() => [
    document.querySelectorAll('.said .notice--ok').length,
    document.querySelectorAll('.said [role=alert]').length,
  ]);
  assert.ok(shown[0] === 0 || shown[1] === 0, 'success and error are shown together');
};
const rowOf = (page, name) => page.locator('.orders tbody tr').filter({ has: page.locator(`a:text-is("${name}")`) });
const nameOf = (row) => row.locator('a').first().textContent();
const waiting = (page) => page.locator('.orders tbody tr').filter({ has: page.locator('button:has-text("Valider")') });

for (const width of widths) {
  test(`every page of the canteen desk holds at ${width} px`, { skip }, async () => {
    const page = await signIn('restauration', { width });
    await desk(page, '', '.orders');
    await checkPage(page, 'cantine');
    await page.click('button:has-text("Tout valider sauf…")');
    await page.waitForSelector('dialog[open]');
    await checkPage(page, 'cantine_tout_valider');
    await page.keyboard.press('Escape');
    await page.locator('.orders a').first().click();
    await page.waitForSelector('.part-bars');
    await page.click('summary:has-text("Voir les données")');
    await checkPage(page, 'cantine_un_jour');
    await desk(page, '/cuisine', '.kitchen-total');
    await page.click('summary:has-text("Voir les données")');
    await checkPage(page, 'cantine_cuisine');
    await desk(page, '/greve', '.canteen h1');
    await checkPage(page, 'cantine_greve');
    await desk(page, '/sorties', '#outing-canteen');
    await checkPage(page, 'cantine_sorties');
    await desk(page, '/pesees', 'summary:has-text("Ouvrir une campagne")');
    await checkPage(page, 'cantine_pesees');
    await desk(page, '/bilan', '.bilan-sentence, .canteen .empty');
    await checkPage(page, 'cantine_bilan');
    await desk(page, '/import', '#import-file');
    await checkPage(page, 'cantine_import');
    await checkLargeText(page, 'cantine_import');
    await page.context().close();
  });
}

test('a day without service says why, and a forecast that does not come is told', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '?jour=2026-12-25', '.empty');
  assert.match(await page.textContent('.empty'), /Pas de service ce jour/);
  await checkPage(page, 'cantine_sans_service');
  await page.route('**/api/v1/canteen/days?*', (route) => route.abort());
  await desk(page, '', '[role=alert]');
  await checkPage(page, 'cantine_erreur');
  await page.unroute('**/api/v1/canteen/days?*');
  await page.click('button:has-text("Réessayer")');
  await page.waitForSelector('.orders');
  await page.context().close();
});

test('an order is validated and corrected with the keyboard alone', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '?voir=avalider', '.orders');
  const name = await nameOf(waiting(page).last());
  await desk(page, '', '.orders');
  const rows = page.locator('.orders tbody tr');
  await rows.first().focus();
  for (let i = 0; i < (await rows.count()); i += 1) {
    if ((await page.evaluate(() => document.activeElement?.querySelector('a')?.textContent)) === name) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('v');
  await page.waitForSelector('.said .notice--ok:has-text("Commande validée")');
  await neverBoth(page);
  assert.match(await rowOf(page, name).textContent(), /Confirmé/);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TR', 'the focus stays on the row');
  await page.keyboard.press('e');
  await page.waitForSelector('dialog[open] #correct-meals');
  await page.fill('#correct-meals', 'beaucoup');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#correct-meals-fault');
  await page.fill('#correct-meals', '88');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#correct-reason-fault');
  await page.selectOption('#correct-reason', 'effectif');
  await page.focus('#correct-meals');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said .notice--ok:has-text("88 repas")');
  assert.match(await rowOf(page, name).textContent(), /Effectif/);
  await rowOf(page, name).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#sheet-order');
  await page.click('button:has-text("Annuler")');
  await page.waitForSelector('.said .notice--ok:has-text("Retour à la proposition")');
  await page.context().close();
});

test('two people who change the same order see both figures', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '?voir=avalider', '.orders');
  const name = await nameOf(waiting(page).first());
  await rowOf(page, name).locator('button:has-text("Corriger")').click();
  await page.fill('#correct-meals', '41');
  await page.selectOption('#correct-reason', 'habitude');

  const other = await signIn('cuisine');
  await desk(other, '?voir=avalider', '.orders');
  await rowOf(other, name).locator('button:has-text("Corriger")').click();
  await other.fill('#correct-meals', '57');
  await other.selectOption('#correct-reason', 'travaux');
  await other.click('dialog button:has-text("Enregistrer la commande")');
  await other.waitForSelector('.said .notice--ok');

  await page.click('dialog button:has-text("Enregistrer la commande")');
  await page.waitForSelector('dialog [role=alert] .conflict');
  const told = await page.textContent('dialog .conflict');
  assert.match(told, /41/);
  assert.match(told, /57/);
  assert.match(told, /Malo Chaudron/);
  await checkPage(page, 'cantine_conflit');
  await page.click('dialog button:has-text("Garder 57")');
  await page.waitForSelector('.said .notice--ok');
  await desk(page, '', '.orders');
  assert.match(await rowOf(page, name).textContent(), /57/);
  await rowOf(page, name).locator('button:has-text("Annuler")').click();
  await page.waitForSelector('.said .notice--ok:has-text("Retour à la proposition")');
  await page.context().close();
  await other.context().close();
});

test('the kitchen’s risk moves the total, its split keeps the sum, and the table prints and downloads', { skip }, async () => {
  const page = await signIn('cuisine');
  await desk(page, '/cuisine', '.kitchen-total');
  const total = async () => Number((await page.textContent('.kitchen-total strong')).replace(/\D/g, ''));
  const first = await total();
  await page.focus('#risk');
  await page.keyboard.press('Home');
  await page.waitForFunction((was) => Number(document.querySelector('.kitchen-total strong').textContent.replace(/\D/g, '')) < was, first);
  const split = await page.$$eval('#kitchen-split', () =>
    [...document.querySelectorAll('table[class*=cards] tbody td[data-label="Repas livrés"] strong')].map((cell) => Number(cell.textContent.replace(/\D/g, ''))),
  );
  assert.equal(split.reduce((sum, meals) => sum + meals, 0), await total());
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('button:has-text("Télécharger en CSV")')]);
  assert.match(file.suggestedFilename(), /^repartition-\d{4}-\d{2}-\d{2}\.csv$/);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.isVisible('.canteen-nav'), false);
  assert.ok(await page.isVisible('#kitchen-split'));
  await page.context().close();
});

test('an outing says what it does to the order, and is taken back', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '', '.orders');
  const date = await page.inputValue('.day-picker input');
  await desk(page, '/sorties', '#outing-canteen');
  await page.selectOption('#outing-canteen', { index: 1 });
  await page.fill('#outing-date', date);
  await page.fill('#outing-class', 'CP essai');
  await page.fill('#outing-pupils', '12');
  await page.click('button:has-text("Déclarer la sortie")');
  await page.waitForSelector('.said .notice--ok:has-text("Sortie enregistrée")');
  await page.click('li:has-text("CP essai") button:has-text("Retirer")');
  await page.click('dialog button:has-text("Retirer")');
  await page.waitForSelector('.said .notice--ok:has-text("Sortie retirée")');
  assert.equal(await page.locator('li:has-text("CP essai")').count(), 0);
  await page.context().close();
});

test('weighings wait on the device without network, and leave once', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '/pesees', 'summary:has-text("Ouvrir une campagne")');
  if (await page.isVisible('#campaign-canteen')) {
    await page.selectOption('#campaign-canteen', { index: 1 });
    await page.click('button:has-text("Ouvrir la campagne")');
  }
  await page.waitForSelector('.weigh__input');
  await page.fill('#weigh-covers', '100');
  await page.fill('#weigh-leftovers', '6,5');
  assert.match(await page.textContent('#grams-leftovers'), /65 g par convive/);
  await checkPage(page, 'cantine_pesee');
  await page.context().setOffline(true);
  await page.click('button:has-text("Enregistrer les pesées")');
  await page.waitForSelector('.weigh .notice--ok:has-text("en attente d’envoi")');
  assert.match(await page.textContent('.weigh .notice--warn'), /1 pesée en attente/);
  await page.context().setOffline(false);
  await page.waitForSelector('.weigh .notice--ok:has-text("envoyée")');
  assert.equal(await page.evaluate(() => localStorage.getItem('parvis.canteen.weighings')), '[]');
  await page.context().close();
});

test('a file is read whole, accepted and undone', { skip }, async () => {
  const page = await signIn('restauration');
  await desk(page, '/import', '#import-file');
  await page.selectOption('#import-kind', 'strikes');
  const rows = ['date', '12/03/2026', 'demain'].join('\n');
  await page.setInputFiles('#import-file', { name: 'greves-essai.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows}\n`) });
  await page.waitForSelector('.canteen .figures, .canteen [role=alert]', { timeout: 30_000 });
  await checkPage(page, 'cantine_import_fichier');
  const accept = page.locator('button:has-text("Accepter le fichier")');
  await accept.click();
  await page.waitForSelector('.said .notice--ok');
  await neverBoth(page);
  await page.click('button:has-text("Annuler cet import")');
  await page.click('dialog button:has-text("Annuler cet import")');
  await page.waitForSelector('.said .notice--ok:has-text("Import annulé")');
  await page.context().close();
});

test('each role sees what it may do', { skip }, async () => {
  const school = await signIn('ecole');
  await school.waitForSelector('.orders');
  const pages = await school.$$eval('.canteen-nav a', (links) => links.map(({ textContent }) => textContent.trim()));
  assert.ok(!pages.includes('Cuisine') && !pages.includes('Bilan') && !pages.includes('Import'), pages.join(', '));
  assert.equal(await school.locator('button:has-text("Passer la commande")').count(), 0);
  await school.context().close();
  const dispatcher = await signIn('regulation');
  assert.equal(await dispatcher.locator('a[href="/agent/cantine"]').count(), 0);
  await dispatcher.context().close();
});

for (const width of widths) {
  test(`families read the menus without script at ${width} px`, { skip }, async () => {
    const plain = await open('/menus', { javaScriptEnabled: false, width });
    assert.equal(plain.answer.status(), 200);
    assert.ok((await plain.locator('.menu-dishes li').count()) > 0 || (await plain.locator('.empty').count()) > 0);
    await plain.selectOption('#ecole', { index: 1 });
    await plain.click('button:has-text("Afficher")');
    assert.match(plain.url(), /ecole=/);
    await plain.click('a:has-text("Semaine suivante")');
    assert.match(plain.url(), /\/menus\/[^?]+\?semaine=/);
    await plain.context().close();
    const page = await open('/menus', { width });
    await checkPage(page, 'menus');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.isVisible('#ecole'), false);
    await page.goto(`${base}/menus?semaine=2031-08-04`);
    assert.match(await page.textContent('main'), /Menus non publiés pour cette semaine/);
    const calendar = await page.request.get(`${base}${await page.getAttribute('a:has-text("agenda")', 'href')}`);
    assert.match(await calendar.text(), /^BEGIN:VCALENDAR/);
    await page.context().close();
  });
}
