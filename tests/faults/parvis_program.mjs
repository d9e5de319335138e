// What the fault tests share: the real program on a free port with data of its own, and requests to it.
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.PARVIS_PROGRAM ?? fileURLToPath(new URL('../../build/release/parvis', import.meta.url));
const password = 'une phrase assez longue';
// One address a report: senders are limited by address, and this machine stands for a whole town. A job in hand when the
// program dies is taken again after its lease. No suggestion is withheld for the blind sample: which report is drawn is chance.
const settings =
  'net.trusted_proxies = "127.0.0.1"\nstore.job_lease_s = 2\nstore.job_threads = 2\nstreet.mail_from = "ville@exemple.fr"\n' +
  'decision.blind_rate = 0.0\n';

/** Random numbers that a seed brings back: a failing run can be made again. */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A photo as a phone sends it, with bytes of its own: a comment is put after the first marker. */
export function photoMarked(mark) {
  const photo = readFileSync(new URL('../../reference/demo/photos/sacs-1.jpg', import.meta.url));
  const text = Buffer.from(mark);
  const comment = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 255]);
  return Buffer.concat([photo.subarray(0, 2), comment, text, photo.subarray(2)]);
}

export const multipart = (fields, photos = []) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes } of photos) form.append('photo', new Blob([bytes], { type: 'image/jpeg' }), name);
  return form;
};

export class Parvis {
  /** `database`: a URL, or nothing for SQLite in the data folder. */
  constructor(database) {
    this.data = mkdtempSync(join(tmpdir(), 'parvis-faults-'));
    this.place = ['--data', this.data, ...(database ? ['--database', database] : [])];
    this.log = '';
    writeFileSync(join(this.data, 'parvis.toml'), settings);
  }

  /** Lines added to parvis.toml, before start. */
  set(lines) {
    appendFileSync(join(this.data, 'parvis.toml'), lines);
  }

  command(args, input = '') {
    const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    return { status: done.status, out: done.stdout, err: done.stderr };
  }

  addAccount(role) {
    const email = `${role}@exemple.fr`;
    const added = this.command(
      ['account', 'add', '--email', email, '--name', role, '--role', role, ...this.place],
      password,
    );
    if (added.status !== 0) throw new Error(added.err);
    return email;
  }

  start() {
    this.process = spawn(program, ['serve', '--listen', '127.0.0.1:0', ...this.place], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    return new Promise((resolve, reject) => {
      let said = '';
      this.process.stderr.setEncoding('utf8').on('data', (text) => {
        said += text;
        this.log += text;
        const open = /^Parvis est ouvert : (\S+)$/m.exec(said);
        if (open) resolve((this.url = open[1]));
      });
      this.ended.then(() => reject(new Error(`the server did not start: ${said}`)));
    });
  }

  kill() {
    this.process?.kill('SIGKILL');
    return this.ended;
  }
  stop() {
    this.process.kill('SIGTERM');
    return this.ended;
  }
  async close() {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  async signIn(email) {
    const answer = await fetch(`${this.url}/api/account/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    if (answer.status !== 201) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    this.staff = { cookie: cookie.join('; ') };
  }

  get(path, headers = this.staff) {
    return fetch(this.url + path, { headers });
  }
  async json(path) {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
  /** A report of a resident whose address is `from`. */
  report(fields, photos, from) {
    return fetch(`${this.url}/api/street/reports`, {
      method: 'POST',
      headers: { 'x-forwarded-for': from },
      body: multipart(fields, photos),
    });
  }

  /** All rows of the desk's list, page after page. */
  async rows() {
    const rows = [];
    for (let cursor = ''; ;) {
      const page = await this.json(`/api/street/reports?limit=200&cursor=${encodeURIComponent(cursor)}`);
      rows.push(...page.items);
      if (!page.next_cursor) return rows;
      cursor = page.next_cursor;
    }
  }

  /** The audit log, exported and verified as a third party would: without server or database. */
  auditVerdict() {
    const exported = this.command(['audit', 'export', ...this.place]);
    if (exported.status !== 0) throw new Error(exported.err);
    const file = join(this.data, 'journal.ndjson');
    writeFileSync(file, exported.out);
    return this.command(['audit', 'verify', file]);
  }
}
