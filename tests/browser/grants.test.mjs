// The grants desk in Chromium: a file from its drop to the public page, two requests that look alike, and what each
// role may do; wide and narrow, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { base, checkPage, close, launch, open, skip, widths } from './resident_browser.mjs';

before(launch);
after(close);

async function signIn(email, options = {}) {
  const page = await open('/agent/connexion', options);
  await page.fill('#email', `${email}@sainte-aubaine.example`);
  await page.fill('#password', 'parvis-demonstration');
  await page.click('button[type=submit]');
  await page.waitForSelector('.today-cards');
  return page;
}

const desk = async (page, path, until) => {
  await page.goto(`${base}/agent/subventions${path}`);
  await page.waitForSelector(until);
};

const header =
  'nomAttribuant;idAttribuant;dateConvention;referenceDecision;nomBeneficiaire;idBeneficiaire;rnaBeneficiaire;objet;' +
  'montant;nature;conditionsVersement;datesPeriodeVersement;idRAE;notificationUE;pourcentageSubvention;dispositifAide';
// A year that the demonstration town has nothing of; SIRET of the associations it made up.
const row = (act, title, amount, nature) =>
  `Commune imaginaire;00001001700010;14/02/2024;${act};Judo club imaginaire;00001100700010;;${title};${amount};` +
  `${nature};unique;2024-03-01;;non;1;`;
const table = (rows) => ({
  name: 'essai-2024.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([header, ...rows].join('\n') + '\n'),
});

async function drop(page, file) {
  await desk(page, '/atelier', '#drop-file');
  await page.setInputFiles('#drop-file', file);
  await page.waitForSelector('#defects-title');
}

const figure = (page, name) => page.textContent(`.figures div:has(dt:text-is("${name}")) dd`);
const neverBoth = async (page) => {
  const shown = await page.evaluate(() => [
    document.querySelectorAll('.said .notice--ok').length,
    document.querySelectorAll('.said [role=alert]').length,
  ]);
  assert.ok(shown[0] === 0 || shown[1] === 0, 'success and error are shown together');
};

for (const width of widths) {
  test(`every page of the grants desk holds at ${width} px`, { skip }, async () => {
    const page = await signIn('administration', { width });
    await desk(page, '', '.grants-cards');
    await checkPage(page, 'subventions');
    await desk(page, '/atelier', '.table .grants-link');
    await checkPage(page, 'subventions_atelier');
    await page.click('.table .grants-link');
    await page.waitForSelector('.row-card');
    await checkPage(page, 'subventions_fichier');
    await page.click('summary:has-text("Colonnes et champs")');
    await page.click('summary:has-text("Réparé")');
    await page.uncheck('label:has-text("Seulement ce qui attend") input');
    await page.waitForSelector('.compare--changed');
    await checkPage(page, 'subventions_fichier_entier');
    await desk(page, '/rapprochements', '.pair-list a');
    await checkPage(page, 'subventions_rapprochements');
    await page.click('.pair-list a');
    await page.waitForSelector('.pair-table');
    await checkPage(page, 'subventions_rapprochement');
    await desk(page, '/publication', '.figures');
    await checkPage(page, 'subventions_publication');
    await page.click('button:has-text("Publier l’année")');
    await page.waitForSelector('dialog[open]');
    await checkPage(page, 'subventions_publier');
    await desk(page, '/seuils', '.rule--stale .tag');
    await checkPage(page, 'subventions_seuils');
    await page.goto(`${base}/donnees/subventions`);
    await checkPage(page, 'donnees_subventions');
    await page.context().close();
  });
}

test('a file goes from its drop to the public page', { skip }, async () => {
  const page = await signIn('publication');
  const rows = [row('A-1', 'Tournoi de printemps', '24 500,00 €', 'Mise à disposition'), row('A-2', 'Achat de tatamis', 'environ 900', 'Numéraire')];
  await drop(page, table(rows));
  assert.equal(await figure(page, 'Publiables'), '0');
  await page.click('button:has-text("Accepter pour toute la colonne")');
  await page.waitForSelector('.said .notice--ok');
  await neverBoth(page);
  assert.equal(await figure(page, 'Publiables'), '1');

  await page.click('.row-card:has-text("montant") button:has-text("Corriger")');
  await page.fill('.row-card form input', '900.00');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.figures dd')?.textContent === '2');
  await page.click('button:has-text("Envoyer vers la publication")');
  await page.waitForSelector('.said .notice--ok:has-text("2 lignes ajoutées")');
  await neverBoth(page);

  await desk(page, '/publication?annee=2024', '.figures');
  await page.click('button:has-text("Publier l’année 2024")');
  await page.click('dialog button:has-text("Publier maintenant")');
  await page.waitForSelector('.said .notice--ok:has-text("Version 1 publiée")');
  await neverBoth(page);

  await page.goto(`${base}/donnees/subventions`);
  await page.click('a:has-text("Télécharger 2024 en CSV")', { trial: true });
  const csv = await (await page.request.get(`${base}/donnees/subventions/2024.csv`)).text();
  assert.match(csv, /2024-02-14,A-1,.*Tournoi de printemps,24500\.00,aide en nature,/);
  assert.match(csv, /Achat de tatamis,900\.00,aide en numéraire,/);

  await desk(page, '/publication?annee=2024', '.figures');
  await page.click('button:has-text("Publier l’année 2024")');
  await page.click('dialog button:has-text("Publier maintenant")');
  await page.waitForSelector('.said [role=alert]');
  await neverBoth(page);

  await page.click('button:has-text("Retirer")');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('dialog .field__error');
  await page.fill('#confirm-why', 'Erreur de montant');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('.said .notice--ok:has-text("retirée")');
  await page.goto(`${base}/donnees/subventions`);
  assert.match(await page.textContent('main'), /Retirée\s: Erreur de montant/);
  await page.context().close();
});

test('what was repaired and accepted can be taken back, and a column read again', { skip }, async () => {
  const page = await signIn('publication');
  await drop(page, table([row('B-1', 'Stage d’été', '1 200,00 €', 'Mise à disposition')]));
  await page.click('button:has-text("Accepter pour toute la colonne")');
  await page.waitForFunction(() => document.querySelector('.figures dd')?.textContent === '1');
  await page.click('button:has-text("Annuler pour toute la colonne")');
  await page.waitForFunction(() => document.querySelector('.figures dd')?.textContent === '0');
  await page.waitForSelector('button:has-text("Accepter pour toute la colonne")');

  await page.goto(`${page.url().split('?')[0]}?defaut=amount-text`);
  await page.waitForSelector('.compare--changed:has-text("1200.00")');
  await page.click('.compare--changed:has-text("montant") button:has-text("Annuler")');
  await page.waitForSelector('.said .notice--ok:has-text("Changement annulé")');
  await page.click('summary:has-text("Colonnes et champs")');
  await page.selectOption('select[aria-label="Champ de la colonne montant"]', '');
  await page.waitForSelector('.said .notice--ok:has-text("mise de côté")');
  await page.selectOption('select[aria-label="Champ de la colonne montant"]', 'montant');
  await page.waitForSelector('.said .notice--ok:has-text("remplit le champ montant")');
  await page.waitForSelector('.compare--changed:has-text("1200.00")');
  await page.context().close();
});

test('a file that is no table is refused with its cause, and nothing is kept', { skip }, async () => {
  const page = await signIn('publication');
  await desk(page, '/atelier', '.table .grants-link, .empty');
  const before = await page.locator('.table .grants-link').count();
  await page.setInputFiles('#drop-file', { name: 'photo.csv', mimeType: 'text/csv', buffer: Buffer.alloc(0) });
  await page.waitForSelector('.drop [role=alert]');
  assert.match(await page.textContent('.drop [role=alert]'), /photo\.csv/);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('role')), 'alert');
  await page.reload();
  await page.waitForSelector('.table .grants-link, .empty');
  assert.equal(await page.locator('.table .grants-link').count(), before);
  await page.context().close();
});

test('two requests are answered with the keyboard alone', { skip }, async () => {
  const page = await signIn('subventions');
  await desk(page, '/rapprochements', '.pair-list a');
  await page.focus('.pair-list a');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.pair-table');
  const first = page.url();
  assert.doesNotMatch(await page.textContent('main'), /fraude|suspicion|risque/i);
  await page.keyboard.press('j');
  await page.waitForFunction((url) => location.href !== url, first);
  await page.keyboard.press('k');
  await page.waitForFunction((url) => location.href === url, first);
  await page.waitForSelector('#pair-why');
  await page.focus('#pair-why');
  await page.keyboard.type('Deux éditions, jk');
  assert.equal(page.url(), first, 'letters typed in a field are no shortcut');
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Ce n’est pas le même projet');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.said .notice--ok:has-text("Réponse enregistrée")');
  assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
  assert.equal(await page.getAttribute('.button[aria-pressed=true]', 'aria-pressed'), 'true');
  await page.context().close();
});

test('each role sees what it may do', { skip }, async () => {
  const officer = await signIn('subventions');
  assert.equal(await officer.locator('a[href="/agent/signalements"]').count(), 0);
  await desk(officer, '/publication', '.figures');
  assert.equal(await officer.locator('button:has-text("Publier l’année")').count(), 0);
  const refused = await officer.evaluate(async () => (await fetch('/api/v1/grants/publications/2026', { method: 'POST' })).status);
  assert.equal(refused, 403);
  await officer.context().close();
  const publisher = await signIn('publication');
  await desk(publisher, '/rapprochements', '.pair-list a');
  await publisher.click('.pair-list a');
  await publisher.waitForSelector('#answer-title');
  assert.equal(await publisher.locator('button:has-text("Renouvellement")').count(), 0);
  await publisher.context().close();
  const dispatcher = await signIn('regulation');
  assert.equal(await dispatcher.locator('a[href="/agent/subventions"]').count(), 0);
  await dispatcher.context().close();
});

test('the public page of the data needs no script', { skip }, async () => {
  const page = await open('/donnees/subventions', { javaScriptEnabled: false });
  assert.equal(page.answer.status(), 200);
  await page.click('summary:has-text("Historique")');
  assert.ok(await page.locator('a[href="/donnees/subventions/2025.csv"]').isVisible());
  await page.context().close();
});
