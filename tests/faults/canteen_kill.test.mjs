// kill -9 of the server while agents confirm, correct and count: what was acknowledged is there afterwards, once.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { Parvis, randomFrom } from "./parvis_program.mjs";

const canteens = 24;
const agents = 6;
const kills = 3;
const weeksOfCounts = 6;
const seed = Number(process.env.PARVIS_FAULT_SEED ?? Date.now() % 1e9);
const postgres = process.env.PARVIS_TEST_POSTGRES;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const api = "/api/v1/canteen";

const dayText = (date) => date.toISOString().slice(0, 10);
const daysFromNow = (days) => new Date(Date.now() + days * 86_400_000);
const isServed = (date) => ![0, 3, 6].includes(date.getUTCDay());

async function write(parvis, method, path, body, headers = {}) {
  const answer = await fetch(parvis.url + api + path, {
    method,
    headers: {
      "content-type": "application/json",
      ...parvis.staff,
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

async function signIn(parvis, email) {
  await parvis.signIn(email);
  parvis.staff["x-csrf-token"] = /parvis_csrf=([^;]+)/.exec(
    parvis.staff.cookie,
  )[1];
}

/** Canteens with six weeks of counts; every weekday to come is served. */
async function makeTown(parvis) {
  const ids = [];
  for (let i = 0; i < canteens; ++i) {
    const added = await write(parvis, "POST", "/canteens", {
      key: `ECOLE ${i}|E`,
      label: `École ${i}`,
      type: "E",
    });
    assert.equal(added.status, 201, JSON.stringify(added));
    ids.push(added.body.id);
  }
  for (let day = -7 * weeksOfCounts; day < 0; ++day) {
    if (!isServed(daysFromNow(day))) continue;
    const date = dayText(daysFromNow(day));
    const counted = await Promise.all(
      ids.map((id, i) =>
        write(parvis, "PUT", `/counts/${id}/${date}`, {
          eaten: 80 + ((i + day + 99) % 7),
          sure: true,
        }),
      ),
    );
    for (const one of counted)
      assert.equal(one.status, 200, JSON.stringify(one));
  }
  for (let day = 0; day < 9; ++day) {
    if (!isServed(daysFromNow(day))) continue;
    const opened = await write(
      parvis,
      "PUT",
      `/calendar/days/${dayText(daysFromNow(day))}`,
      { kind: "ouvert" },
    );
    assert.equal(opened.status, 204, JSON.stringify(opened));
  }
  return ids;
}

async function proposedOrders(parvis) {
  assert.equal(
    (await write(parvis, "POST", "/forecasts", { appointment: "production" }))
      .status,
    202,
  );
  for (const deadline = Date.now() + 60_000; ; await pause(200)) {
    for (let day = 2; day < 8; ++day) {
      const list = await parvis.json(
        `${api}/days?date=${dayText(daysFromNow(day))}`,
      );
      const orders = list.rows.map((row) => row.order).filter(Boolean);
      if (orders.length === canteens) return orders;
    }
    assert.ok(Date.now() < deadline, "no order was proposed");
  }
}

/** What each agent will send, each with a key of its own: an order answered, and a count of today. */
function planned(orders, ids) {
  const answers = orders.map((order, i) => ({
    method: "POST",
    path: `/orders/${order.id}/${i % 2 ? "correct" : "confirm"}`,
    body: i % 2 ? { meals: order.proposed + i, reason: "effectif" } : {},
    headers: {
      "if-match": `"${order.version}"`,
      "idempotency-key": `commande-${i}`,
    },
    holds: async (parvis) => {
      const list = await parvis.json(`${api}/days?date=${order.date}`);
      const now = list.rows
        .map((row) => row.order)
        .find((one) => one.id === order.id);
      assert.equal(now.state, i % 2 ? "corrige" : "confirme");
      assert.equal(now.final, i % 2 ? order.proposed + i : order.proposed);
      assert.equal(
        now.version,
        order.version + 1,
        "an answer was counted twice",
      );
    },
  }));
  const today = dayText(new Date());
  const counts = ids.map((id, i) => ({
    method: "PUT",
    path: `/counts/${id}/${today}`,
    body: { eaten: 70 + i, sure: true },
    headers: { "idempotency-key": `comptage-${i}` },
    holds: async (parvis) => {
      const found = await parvis.json(
        `${api}/counts?from=${today}&to=${today}&canteen=${id}`,
      );
      assert.equal(found.items.length, 1);
      assert.equal(found.items[0].eaten, 70 + i);
      assert.equal(found.items[0].version, 1, "a count was written twice");
    },
  }));
  return answers.flatMap((answer, i) => [answer, counts[i]]);
}

/** Sends what has no answer yet; kills after `until` answers, at a moment that the agents do not know. */
async function sendUntil(parvis, plan, until, delay) {
  const waiting = plan.filter((one) => !one.acknowledged);
  let answers = 0;
  let killed;
  const agent = async () => {
    for (let one = waiting.shift(); one && !killed; one = waiting.shift()) {
      let answer;
      try {
        answer = await write(
          parvis,
          one.method,
          one.path,
          one.body,
          one.headers,
        );
      } catch {
        continue; // the server died: no answer, so nothing was promised
      }
      assert.equal(
        answer.status,
        200,
        `${one.path} ${JSON.stringify(answer.body)}`,
      );
      one.acknowledged = true;
      if (++answers === until) killed = pause(delay).then(() => parvis.kill());
    }
  };
  await Promise.all(Array.from({ length: agents }, agent));
  await killed;
}

async function killAndCheck(database, t) {
  const random = randomFrom(seed);
  const parvis = new Parvis(database);
  t.after(() => parvis.close());
  const staff = parvis.addAccount("restauration");
  await parvis.start();
  await signIn(parvis, staff);
  const ids = await makeTown(parvis);
  const plan = planned(await proposedOrders(parvis), ids);
  for (let round = 0; round < kills; ++round) {
    await sendUntil(parvis, plan, 4 + random(8), random(40));
    assert.notEqual(
      parvis.process.signalCode,
      null,
      "the server was not killed",
    );
    t.diagnostic(
      `seed ${seed}, kill ${round + 1}: ${plan.filter((one) => one.acknowledged).length} acknowledged`,
    );
    const verdict = parvis.auditVerdict();
    assert.equal(verdict.status, 0, verdict.out);
    await parvis.start();
    await signIn(parvis, staff);
    for (const one of plan) if (one.acknowledged) await one.holds(parvis);
  }
  assert.ok(
    plan.some((one) => !one.acknowledged),
    "everything was answered before the last kill",
  );
  await sendUntil(parvis, plan, Infinity, 0);
  for (const one of plan) await one.holds(parvis);
  await parvis.stop();
  const verdict = parvis.auditVerdict();
  assert.equal(verdict.status, 0, verdict.out);
}

/** A database of its own in the server of the contract tests; texts sorted by bytes, as docs/operation.md asks. */
function newDatabase(t) {
  const name = `canteen_faults_${process.pid}`;
  const sql = (text) => {
    const done = spawnSync(
      "psql",
      ["-v", "ON_ERROR_STOP=1", "-q", "-c", text, postgres],
      { encoding: "utf8" },
    );
    if (done.status !== 0) throw new Error(done.stderr);
  };
  sql(
    `CREATE DATABASE ${name} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`,
  );
  t.after(() => sql(`DROP DATABASE ${name} WITH (FORCE)`));
  return postgres.replace(/\/[^/?]*(\?|$)/, `/${name}$1`);
}

test("killed while agents answer, SQLite keeps each order and count that was acknowledged, once", (t) =>
  killAndCheck("", t));
test(
  "killed while agents answer, PostgreSQL keeps each order and count that was acknowledged, once",
  { skip: postgres ? false : "PARVIS_TEST_POSTGRES is not set" },
  (t) => killAndCheck(newDatabase(t), t),
);
