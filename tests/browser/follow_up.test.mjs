// What comes after the first form: «Déjà signalé ?», a place outside the town, a photo that shows nothing, the team's
// question, and the photos before and after, each with and without JavaScript where a resident may lack it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { agent, checkPage, close, drawnPhoto, launch, open, sentReport, skip, widths } from './resident_browser.mjs';

const humanPause = 1500; // the server refuses a form sent sooner than a person could
const hole = { category: 'VOI-NID', description: 'Un trou profond dans la chaussée.', address: '3 rue des Tanneurs' };
// Apart from each other by more than the radius of a category.
const places = { panel: [47.0031, 5.9012], plain: [47.0009, 5.9071], other: [47.0052, 5.9061], photos: [47.0012, 5.8991] };
const at = ([lat, lon]) => ({ lat: String(lat), lon: String(lon), position_source: 'carte' });

before(launch);
after(close);
const check = (name, run) => test(name, { skip, timeout: 120_000 }, run);

async function fillPlain(page, place) {
  await page.fill('#place', hole.address);
  await page.locator('[data-part=coordinates] summary').click();
  await page.fill('#lat', String(place[0]).replace('.', ','));
  await page.fill('#lon', String(place[1]).replace('.', ','));
  await page.selectOption('#category', hole.category);
  await page.fill('#description', hole.description);
  await wait(humanPause);
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
}

for (const width of widths) {
  check(`«Déjà signalé ?» is asked in the form at ${width} px and takes a voice`, async () => {
    const known = await sentReport({ ...hole, ...at(places.panel) });
    const page = await open(`/signaler?lat=${places.panel[0]}&lon=${places.panel[1]}`, { width });
    await page.fill('#description', hole.description);
    await page.locator('#description').blur();
    const panel = page.locator('[data-part=candidates]');
    await panel.getByRole('heading', { name: /Déjà signalé/ }).waitFor();
    assert.ok((await panel.locator('li').count()) <= 3);
    await checkPage(page, 'signaler_deja_signale');

    const mine = panel.locator('li', { hasText: known.ref });
    await mine.getByRole('button', { name: 'C’est le même : moi aussi' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`votre voix est ajoutée au signalement n° ${known.ref}`).waitFor();
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /C’est noté/);
    await checkPage(page, 'moi_aussi');
    await page.context().close();
  });
}

check('«Non, c’est autre chose» closes the question and the form goes on', async () => {
  await sentReport({ ...hole, ...at(places.panel) });
  const page = await open(`/signaler?lat=${places.panel[0]}&lon=${places.panel[1]}`);
  await page.fill('#description', hole.description);
  await page.locator('#description').blur();
  await page.getByRole('button', { name: 'Non, c’est autre chose' }).click();
  assert.equal(await page.locator('[data-part=candidates]').isVisible(), false);
  await wait(humanPause);
  await page.getByRole('button', { name: 'Envoyer le signalement' }).click();
  await page.getByText('Votre signalement est enregistré').waitFor();
  await page.context().close();
});

for (const width of widths) {
  check(`«Déjà signalé ?» without JavaScript at ${width} px: the same, or another thing`, async () => {
    const place = width === 320 ? places.plain : places.other;
    const known = await sentReport({ ...hole, ...at(place) });
    const page = await open('/signaler', { width, javaScriptEnabled: false });
    await fillPlain(page, place);
    assert.match(page.url(), /deja-signale/);
    const same = page.locator('.candidate', { hasText: known.ref });
    await same.getByRole('button', { name: /moi aussi/ }).click();
    assert.match(await page.locator('main').innerText(), /C’est noté/);
    await page.context().close();

    const again = await open('/signaler', { width, javaScriptEnabled: false });
    await fillPlain(again, place);
    await again.getByRole('button', { name: /autre chose/ }).click();
    assert.match(again.url(), /\/signalements\/\d{4}-\d{7}/);
    await again.context().close();

    const looked = await open('/signaler', { width });
    await fillPlainWithScript(looked, place);
    await looked.context().close();
  });
}

// The page of the form without script, looked at with one so that axe can run.
async function fillPlainWithScript(page, place) {
  await page.evaluate(() => document.querySelector('parvis-report-form').replaceWith(document.querySelector('#formulaire').cloneNode(true)));
  await fillPlain(page, place);
  await page.waitForURL(/deja-signale/);
  await checkPage(page, 'deja_signale');
}

check('a place outside the town is said at once, with whom to tell', async () => {
  const page = await open('/signaler?lat=48.8566&lon=2.3522', { width: 320 });
  const said = page.locator('[data-part=place-status] .notice--warn');
  await said.waitFor();
  assert.match(await said.innerText(), /mairie/);
  await checkPage(page, 'signaler_hors_commune');
  await page.context().close();
});

check('a photo that shows nothing wrong asks for a word, and leaves the list', async () => {
  const page = await open('/signaler', { width: 320 });
  await page.route('**/api/street/drafts', async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    await route.fulfill({ response: answer, json: { ...body, suggestion: { ...body.suggestion, nothing_seen: true, abstained: true } } });
  });
  await page.setInputFiles('#photo', await drawnPhoto(page));
  await page.getByText('Rien d’anormal n’a été reconnu sur la photo').waitFor();
  assert.equal(await page.locator('#category').isVisible(), true);
  await checkPage(page, 'signaler_rien_vu');
  await page.context().close();
});

async function asked(question) {
  const report = await sentReport({ ...hole, address: '5 rue des Tanneurs', email: 'habitante@exemple.fr' });
  const call = await agent();
  let { version, state } = await call('GET', `/api/street/reports/${report.ref}`);
  if (state === 'recu') throw new Error('not settled');
  await call('POST', `/api/street/reports/${report.ref}/transitions`, { data: { version, to: 'attente_habitant', text: question } });
  return { ...report, call };
}

for (const [how, options] of Object.entries({ 'with JavaScript': {}, 'without JavaScript': { javaScriptEnabled: false } })) {
  check(`the team's question is answered on the page, ${how}`, async () => {
    const report = await asked('Devant quel numéro se trouve le trou ?');
    const page = await open(report.path, { width: 320, ...options });
    assert.ok(await page.getByText('Devant quel numéro se trouve le trou ?').count());
    if (!('javaScriptEnabled' in options)) await checkPage(page, 'question');
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
    assert.match(await page.title(), /^Erreur – /);
    assert.ok(await page.locator('#reponse-erreur').count());
    if (!('javaScriptEnabled' in options)) await checkPage(page, 'question_erreur');
    await page.fill('#reponse', 'Devant le numéro 5.');
    await page.getByRole('button', { name: 'Envoyer ma réponse' }).click();
    assert.ok(await page.getByText('Votre réponse est transmise').count());
    assert.equal(await page.locator('#reponse').count(), 0);
    const { state, events } = await report.call('GET', `/api/street/reports/${report.ref}`);
    assert.notEqual(state, 'attente_habitant');
    assert.ok(events.some(({ text }) => text === 'Devant le numéro 5.'));
    await page.context().close();
  });
}

// Covering faces is work of the queue: a little later.
async function publishAll(call, ref) {
  for (let tries = 0; tries < 60; tries += 1) {
    const { photos } = await call('GET', `/api/street/reports/${ref}`);
    if (photos.length && photos.every(({ blur_state }) => blur_state === 'fait')) {
      for (const { id } of photos) await call('POST', `/api/street/photos/${id}/publication`, { data: { published: true } });
      return;
    }
    await wait(500);
  }
  assert.fail('the photos were not covered in time');
}

check('the photos before and after stand side by side on the page', async () => {
  const drawing = await open('/');
  const photo = await drawnPhoto(drawing);
  await drawing.context().close();
  const report = await sentReport({ ...hole, ...at(places.photos), photo });
  const call = await agent();
  await call('POST', `/api/street/reports/${report.ref}/photos`, { multipart: { kind: 'apres', photo } });
  await publishAll(call, report.ref);
  const { version } = await call('GET', `/api/street/reports/${report.ref}`);
  await call('POST', `/api/street/reports/${report.ref}/transitions`, { data: { version, to: 'resolu', text: 'Le trou est rebouché.' } });
  for (const width of widths) {
    const page = await open(`/signalements/${report.ref}`, { width });
    const figures = page.locator('.photo-pair figure');
    assert.equal(await figures.count(), 2);
    assert.match(await figures.nth(0).innerText(), /Avant/);
    assert.match(await figures.nth(1).innerText(), /Après/);
    for (const image of await figures.locator('img').all()) {
      await image.scrollIntoViewIfNeeded();
      await page.waitForFunction((it) => it.complete && it.naturalWidth > 0, await image.elementHandle());
    }
    const [first, second] = [await figures.nth(0).boundingBox(), await figures.nth(1).boundingBox()];
    if (width > 640) assert.ok(Math.abs(first.y - second.y) < 2, 'side by side');
    await checkPage(page, 'avant_apres');
    await page.context().close();
  }
});
