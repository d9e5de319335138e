// kill -9 of the server while residents send 200 reports: nothing that was acknowledged is lost or doubled.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { Parvis, photoMarked, randomFrom } from './parvis_program.mjs';

const reports = 200;
const senders = 8;
const kills = 3;
const photoEvery = 10;
const seed = Number(process.env.PARVIS_FAULT_SEED ?? Date.now() % 1e9);
const postgres = process.env.PARVIS_TEST_POSTGRES;
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function planned() {
  return Array.from({ length: reports }, (_, i) => ({
    fields: {
      client_ref: `envoi-${i}`,
      description: `Des sacs devant la porte, envoi numéro ${i}.`,
      address: `${i} rue des Tanneurs`,
      email: `habitant-${i}@exemple.fr`,
    },
    photos: i % photoEvery === 0 ? [{ name: `sacs-${i}.jpg`, bytes: photoMarked(`envoi ${i} ${seed}`) }] : [],
    from: `10.0.${i >> 8}.${i & 255}`,
    acknowledged: null,
  }));
}

/** Sends what has no answer yet; kills after `until` answers, at a moment that the senders do not know. */
async function sendUntil(parvis, plan, until, delay) {
  const waiting = plan.filter((one) => !one.acknowledged);
  let answers = 0;
  let killed;
  const sender = async () => {
    for (let one = waiting.shift(); one && !killed; one = waiting.shift()) {
      let answer;
      try {
        const response = await parvis.report(one.fields, one.photos, one.from);
        answer = { status: response.status, body: await response.json() };
      } catch {
        continue; // the server died: no answer, so nothing was promised
      }
      assert.ok([200, 201].includes(answer.status), JSON.stringify(answer));
      if (answer.status === 200) one.resent = true;
      one.acknowledged = answer.body.ref;
      if (++answers === until) killed = pause(delay).then(() => parvis.kill());
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  await killed;
}

async function everyPhotoCovered(parvis, refs) {
  const deadline = Date.now() + 120_000;
  for (let waiting = refs; ; await pause(200)) {
    const details = await Promise.all(waiting.map((ref) => parvis.json(`/api/street/reports/${ref}`)));
    waiting = details.filter((one) => one.photos.some((photo) => photo.blur_state !== 'fait')).map(({ ref }) => ref);
    if (waiting.length === 0) return;
    assert.ok(Date.now() < deadline, `photos still uncovered: ${waiting}`);
  }
}

async function everyoneIsWrittenTo(parvis, count) {
  const deadline = Date.now() + 60_000;
  const mails = () => readdirSync(join(parvis.data, 'mail')).filter((name) => name.endsWith('.eml'));
  while (mails().length < count) {
    assert.ok(Date.now() < deadline, `${mails().length} of ${count} messages`);
    await pause(200);
  }
}

async function checkReport(parvis, one) {
  const detail = await parvis.json(`/api/street/reports/${one.acknowledged}`);
  assert.equal(detail.description, one.fields.description);
  assert.equal(detail.contact?.email, one.fields.email);
  assert.equal(detail.photos.length, one.photos.length, `photos of ${one.acknowledged}`);
  for (const [at, photo] of detail.photos.entries()) {
    const original = await parvis.get(`/api/street/photos/${photo.id}/original?reason=essai`);
    assert.equal(original.status, 200);
    assert.equal(sha(Buffer.from(await original.arrayBuffer())), sha(one.photos[at].bytes));
    assert.equal((await parvis.get(photo.url)).status, 200);
  }
  const events = detail.events.map(({ seq }) => seq);
  assert.deepEqual(
    events,
    events.map((_, at) => at + 1),
    `history of ${one.acknowledged}`,
  );
}

async function killAndCheck(database, t) {
  const random = randomFrom(seed);
  const parvis = new Parvis(database);
  t.after(() => parvis.close());
  const staff = parvis.addAccount('administration');
  const plan = planned();
  let acknowledged = 0;
  for (let round = 0; round < kills; ++round) {
    await parvis.start();
    await sendUntil(parvis, plan, 15 + random(35), random(120));
    assert.notEqual(parvis.process.signalCode, null, 'the server was not killed');
    const known = plan.filter((one) => one.acknowledged).length;
    t.diagnostic(`seed ${seed}, kill ${round + 1}: ${known - acknowledged} answered`);
    acknowledged = known;
    const verdict = parvis.auditVerdict();
    assert.equal(verdict.status, 0, verdict.out);
  }
  assert.ok(acknowledged < reports, 'every report was answered before the last kill');
  await parvis.start();
  await parvis.signIn(staff);
  const before = new Map((await parvis.rows()).map((row) => [row.ref, row]));
  for (const one of plan) if (one.acknowledged) assert.ok(before.has(one.acknowledged), `${one.acknowledged} was lost`);

  await sendUntil(parvis, plan, Infinity, 0);
  const rows = await parvis.rows();
  assert.equal(new Set(plan.map((one) => one.acknowledged)).size, reports, 'two senders got one number');
  assert.deepEqual(
    rows.map(({ ref }) => ref).sort(),
    plan.map((one) => one.acknowledged).sort(),
    'a report is there twice',
  );
  t.diagnostic(`${plan.filter((one) => one.resent).length} were written although their answer was lost`);

  await everyPhotoCovered(
    parvis,
    plan.filter((one) => one.photos.length).map((one) => one.acknowledged),
  );
  for (let at = 0; at < plan.length; at += senders)
    await Promise.all(plan.slice(at, at + senders).map((one) => checkReport(parvis, one)));
  await everyoneIsWrittenTo(parvis, reports);
  await parvis.stop();
  const verdict = parvis.auditVerdict();
  assert.equal(verdict.status, 0, verdict.out);
}

/** A database of its own in the server of the contract tests; texts sorted by bytes, as docs/operation.md asks. */
function newDatabase(t) {
  const name = `faults_${process.pid}`;
  const sql = (text) => {
    const done = spawnSync('psql', ['-v', 'ON_ERROR_STOP=1', '-q', '-c', text, postgres], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  sql(`CREATE DATABASE ${name} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
  t.after(() => sql(`DROP DATABASE ${name} WITH (FORCE)`));
  return postgres.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

test('killed while reports come in, SQLite keeps each that was acknowledged, once', (t) => killAndCheck('', t));
test(
  'killed while reports come in, PostgreSQL keeps each that was acknowledged, once',
  { skip: postgres ? false : 'PARVIS_TEST_POSTGRES is not set' },
  (t) => killAndCheck(newDatabase(t), t),
);
