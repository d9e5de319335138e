// The photo reader dies or its model is missing or wrong: reports go on being accepted, the reader comes back.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Parvis, photoMarked } from './parvis_program.mjs';

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const models = fileURLToPath(new URL('../../models', import.meta.url));

/** The server's children, whichever of its threads began them: they are its photo readers. */
function readers(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const lists = tasks.map((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8'));
  return lists.join(' ').split(' ').filter(Boolean).map(Number);
}

async function open(t, parvis = new Parvis()) {
  t.after(() => parvis.close());
  const staff = parvis.addAccount('administration');
  await parvis.start();
  await parvis.signIn(staff);
  return parvis;
}

const fields = (i) => ({
  client_ref: `envoi-${i}`,
  address: `${i} rue des Tanneurs`,
  description: `Des sacs devant la porte, envoi numéro ${i}.`,
});
const photo = (i) => [{ name: 'sacs.jpg', bytes: photoMarked(`photo ${i}`) }];

async function suggestedFromPhoto(parvis, ref) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const { suggestion } = await parvis.json(`/api/street/reports/${ref}`);
    if (suggestion?.inputs.includes('photo')) return suggestion;
    assert.ok(Date.now() < deadline, `no suggestion from the photo of ${ref}: ${JSON.stringify(suggestion)}`);
    await pause(200);
  }
}

test('the photo reader is killed again and again while reports are sent: each is accepted', async (t) => {
  const parvis = await open(t);
  let killed = 0;
  let sending = true;
  const killer = (async () => {
    while (sending) {
      for (const pid of readers(parvis.process.pid)) {
        process.kill(pid, 'SIGKILL');
        ++killed;
      }
      await pause(150);
    }
  })();
  const answers = [];
  for (let i = 0; i < 8; ++i) {
    answers.push(parvis.report(fields(i), photo(i), `10.0.0.${i}`));
    await pause(60);
  }
  const refs = [];
  for (const answer of answers) {
    const response = await answer;
    assert.equal(response.status, 201);
    const body = await response.json();
    assert.deepEqual(body.photos_refused, []);
    refs.push(body.ref);
  }
  sending = false;
  await killer;
  assert.ok(killed >= 2, `${killed} kills`);
  t.diagnostic(`${killed} kills`);
  for (const ref of refs) assert.equal((await parvis.json(`/api/street/reports/${ref}`)).photos.length, 1);
  await suggestedFromPhoto(parvis, refs[0]);
});

/** A folder of models as they ship, spoilt by `spoil`. */
function modelFolder(parvis, spoil) {
  const folder = join(parvis.data, 'models', 'street-full');
  cpSync(join(models, 'street-full'), folder, { recursive: true });
  symlinkSync(join(models, 'backbones'), join(parvis.data, 'models', 'backbones'));
  spoil(folder);
  return folder;
}

function changeOneBit(file) {
  const bytes = readFileSync(file);
  bytes[bytes.length - 3] ^= 1;
  writeFileSync(file, bytes);
}

const faults = [
  ['missing', (folder) => rmSync(folder, { recursive: true }), 'model_missing'],
  ['of a wrong hash', (folder) => changeOneBit(join(folder, 'head.bin')), 'model_broken'],
];
for (const [name, spoil, code] of faults) {
  test(`the model folder is ${name}: a report with a photo is accepted, and its photo is covered`, async (t) => {
    const parvis = new Parvis();
    parvis.set(`street.model_folder = ${JSON.stringify(modelFolder(parvis, spoil))}\n`);
    await open(t, parvis);
    assert.match(parvis.log, new RegExp(`photo_model_refused.*${code}`));
    const response = await parvis.report(fields(1), photo(1), '10.0.0.1');
    assert.equal(response.status, 201);
    const { ref, photos_refused } = await response.json();
    assert.deepEqual(photos_refused, []);
    const deadline = Date.now() + 60_000;
    for (let covered = false; !covered; await pause(100)) {
      covered = (await parvis.json(`/api/street/reports/${ref}`)).photos[0].blur_state === 'fait';
      assert.ok(Date.now() < deadline, 'the photo was not covered');
    }
    const { suggestion } = await parvis.json(`/api/street/reports/${ref}`);
    assert.ok(!suggestion?.inputs.includes('photo'), 'a suggestion from a photo without its model');
  });
}
