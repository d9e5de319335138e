// The resident's way in a real browser, against the server of PARVIS_URL filled with the demonstration town:
//   PARVIS_URL=http://127.0.0.1:8080 node --test tests/browser/resident.test.mjs
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { base, checkLargeText, checkPage, close, drawnPhoto, launch, open, skip, weigh, widths } from './resident_browser.mjs';

const town = { latitude: 47.0021, longitude: 5.9042, accuracy: 12 };
const humanPause = 1500; // the server refuses a form sent sooner than a person could
const pages = ['/', '/signaler', '/signalements', '/accessibilite', '/mentions-legales', '/donnees-personnelles', '/ecoconception', '/plan', '/agent/connexion'];

before(launch);
after(close);

const check = (name, run) => test(name, { skip, timeout: 90_000 }, run);
const nameOf = (path) => path.replace(/\W+/g, '_').replace(/^_|_$/g, '') || 'accueil';
const focused = (page) => page.evaluate(() => document.activeElement?.id);

for (const width of widths) {
  check(`every public page at ${width} px`, async () => {
    for (const path of pages) {
      const page = await open(path, { width });
      assert.equal(page.answer.status(), 200, path);
      assert.equal(await page.locator('h1').count(), 1, `one h1 on ${path}`);
      assert.ok(await page.locator('footer').getByText(/Accessibilité\s?: (non|partiellement|totalement) conforme/).count(), path);
      await checkPage(page, nameOf(path));
      if (width === 320) await checkLargeText(page, path);
      await page.context().close();
    }
  });

  check(`unknown pages and numbers at ${width} px`, async () => {
    for (const path of ['/nulle-part', '/signalements/1999-0000001']) {
      const page = await open(path, { width });
      assert.equal(page.answer.status(), 404, path);
      await checkPage(page, `absent_${nameOf(path)}`);
      await page.context().close();
    }
    const page = await open('/signalements?q=xylophonezzz', { width });
    await page.getByText('Aucun signalement ici.').waitFor();
    await checkPage(page, 'liste_vide');
    await page.context().close();
  });

  check(`a report with photo, position and pin at ${width} px`, async () => {
    const page = await open('/signaler', { width, geolocation: town, permissions: ['geolocation'] });
    await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    assert.equal(await focused(page), 'erreurs');
    assert.match(await page.title(), /^Erreur – /);
    await checkPage(page, 'signaler_erreurs');

    await page.setInputFiles('#photo', await drawnPhoto(page));
    await page.locator('[data-part=photo-status]', { hasText: '1 photo prête.' }).waitFor();
    await page.getByRole('button', { name: 'Utiliser ma position' }).click();
    await page.locator('[data-part=place-status]', { hasText: 'Position trouvée' }).waitFor();
    await page.locator('.pin').waitFor();
    const before = Number(await page.inputValue('#lat'));
    await page.locator('.pin').focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.locator('[data-part=place-status]', { hasText: 'Repère placé' }).waitFor();
    assert.ok(Number(await page.inputValue('#lat')) > before, 'the pin went north');
    assert.equal(await page.inputValue('[name=position_source]'), 'carte');
    await page.fill('#description', 'Revêtement soulevé devant la fontaine.');
    await page.locator('#description').blur();
    await page.locator('[data-part=proposals]').waitFor();
    await checkPage(page, 'signaler_rempli');

    await wait(humanPause);
    await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
    await page.waitForURL(/\/signalements\/\d{4}-\d{7}/);
    await page.getByText('Votre signalement est enregistré').waitFor();
    assert.match(await page.locator('.report-number').innerText(), /^\d{4}-\d{7}$/);
    await checkPage(page, 'signalement_recu');
    await page.context().close();
  });
}

check('the same form without JavaScript', async () => {
  const page = await open('/signaler', { width: 320, javaScriptEnabled: false });
  await page.fill('#place', '12 rue des Tanneurs');
  await page.fill('#description', 'Lampadaire éteint depuis une semaine.');
  await page.selectOption('#category', { label: 'Lampadaire éteint ou clignotant' });
  await wait(humanPause);
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
  if (page.url().includes('deja-signale')) await page.getByRole('button', { name: /autre chose/ }).click();
  assert.match(page.url(), /\/signalements\/\d{4}-\d{7}/);
  assert.ok(await page.getByText('Votre signalement est enregistré').count());
  await page.context().close();
});

check('an incomplete form without JavaScript comes back with its words', async () => {
  const page = await open('/signaler', { width: 320, javaScriptEnabled: false });
  await page.fill('#email', 'incomplet');
  await page.fill('#description', 'court');
  await wait(humanPause);
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
  assert.ok((await page.locator('.error-summary li').count()) >= 1);
  assert.equal(await page.inputValue('#description'), 'court');
  await page.context().close();
});

check('a draft survives a lost network', async () => {
  const page = await open('/signaler', { width: 320 });
  await page.fill('#place', 'Place du Parvis');
  await page.fill('#description', 'Banc cassé près de la fontaine.');
  await page.setInputFiles('#photo', await drawnPhoto(page));
  await page.locator('[data-part=photo-status]', { hasText: 'prête' }).waitFor();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
  await page.locator('[data-part=send-status]', { hasText: 'Pas de connexion' }).waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await page.getByText('Votre brouillon a été retrouvé').waitFor();
  assert.equal(await page.inputValue('#place'), 'Place du Parvis');
  assert.equal(await page.locator('[data-part=photos] img').count(), 1);
  await page.context().close();
});

check('an address is found with the keyboard alone', async () => {
  const page = await open('/signaler');
  await page.locator('#place').focus();
  await page.keyboard.type('7 rue des tann');
  await page.locator('[role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 1);
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('#place'), '7 rue des Tanneurs');
  assert.equal(await page.inputValue('[name=position_source]'), 'adresse');
  assert.equal(await focused(page), 'place');
  await page.context().close();
});

check('the first Tab is the skip link, and it skips', async () => {
  const page = await open('/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'skip-link');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'contenu');
  await page.context().close();
});

check('the map opens, its marks are buttons, Escape gives the focus back', async () => {
  const page = await open('/signalements');
  const mark = page.locator('.map-button').first();
  await mark.waitFor();
  assert.ok(await mark.getAttribute('aria-label'));
  await checkPage(page, 'signalements_carte');
  const single = page.locator('.map-button:has(.map-mark:not(.map-mark--cluster))').first();
  for (let i = 0; i < 6 && !(await single.count()); i += 1) {
    await mark.focus();
    await page.keyboard.press('Enter');
    await wait(700);
  }
  await single.focus();
  await page.keyboard.press('Enter');
  await page.locator('.leaflet-popup a').waitFor();
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /Voir le signalement/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.leaflet-popup').count(), 0);
  await page.context().close();
});

check('a listed report opens, prints, and can be said to be still there', async () => {
  const page = await open('/signalements');
  await page.locator('.report-item a').first().click();
  await page.waitForURL(/\/signalements\/\d{4}-\d{7}/);
  assert.ok((await page.locator('.timeline li').count()) >= 1);
  await checkPage(page, 'signalement');
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 1000);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.site-nav').isVisible(), false);
  await page.emulateMedia({ media: 'screen', forcedColors: 'active', reducedMotion: 'reduce' });
  assert.ok(await page.locator('.tag').first().isVisible());
  await page.context().close();
});

check('nothing is asked from another machine', async () => {
  const page = await open('/');
  const others = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && /^https?:/.test(request.url())) others.push(request.url());
  });
  for (const path of ['/', '/signaler', '/signalements']) await page.goto(base + path, { waitUntil: 'networkidle' });
  assert.deepEqual(others, []);
  await page.context().close();
});

check('pages stay within their budgets', async () => {
  for (const path of ['/', '/signaler', '/accessibilite']) {
    const { bytes, requests } = await weigh(path);
    assert.ok(bytes <= 30_000, `${path} weighs ${bytes} bytes`);
    assert.ok(requests <= 6, `${path} makes ${requests} requests`);
  }
  const withMap = await weigh('/signalements', async (page) => {
    await page.getByRole('button', { name: 'Afficher la carte' }).click();
    await page.locator('.leaflet-container').waitFor();
  });
  assert.ok(withMap.bytes <= 120_000, `the list with its map weighs ${withMap.bytes} bytes`);
  assert.ok(withMap.requests <= 30, `${withMap.requests} requests`);
});
