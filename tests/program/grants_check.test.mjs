// `parvis grants check` as it is started by people and scripts: forms of file, options, exit codes, formats, hostile files.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ods, xlsx, zip } from './workbook.mjs';

const program = process.env.PARVIS_PROGRAM ?? fileURLToPath(new URL('../../build/release/parvis', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parvis-check-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function write(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const schema = write(
  'schema.json',
  JSON.stringify({
    name: 'mesures',
    fields: [
      { name: 'code', type: 'string', constraints: { required: true, unique: true } },
      { name: 'jour', type: 'date' },
      { name: 'valeur', type: 'number' },
    ],
  }),
);

function check(args, input) {
  const run = spawnSync(program, ['grants', 'check', ...args], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: run.status, out: run.stdout, err: run.stderr, signal: run.signal };
}
function findings(args, input) {
  const { code, out, err } = check([...args, '--format', 'jsonl'], input);
  const lines = out.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return { code, err, errors: lines.filter((line) => line.kind === 'error' || line.code) };
}
const codes = ({ errors }) => errors.map(({ code }) => code);

const good = [
  ['code', 'jour', 'valeur'],
  ['a', '2024-02-29', '1.5'],
  ['b', '2024-03-01', '2'],
];
const bad = [...good.slice(0, 2), ['a', '2024-02-30', 'deux']];
const csv = (rows, delimiter = ',') => rows.map((row) => row.join(delimiter)).join('\n') + '\n';

const forms = {
  'a.csv': (rows) => csv(rows),
  'b.csv': (rows) => csv(rows, ';'),
  'c.tsv': (rows) => csv(rows, '\t'),
  'd.csv.gz': (rows) => gzipSync(csv(rows)),
  'e.zip': (rows) => zip({ 'mesures.csv': csv(rows) }),
  'f.xlsx': (rows) => xlsx({ Feuille1: rows }),
  'g.ods': (rows) => ods(rows),
  'h.json': ([header, ...rows]) =>
    JSON.stringify(rows.map((row) => Object.fromEntries(header.map((name, i) => [name, isNaN(row[i]) ? row[i] : Number(row[i])])))),
};
for (const [name, form] of Object.entries(forms)) {
  test(`${name}: the good table is valid, the bad one has the same three errors`, () => {
    assert.deepEqual(check([write(name, form(good)), '--schema', schema]).code, 0, name);
    const found = findings([write(name, form(bad)), '--schema', schema]);
    assert.equal(found.code, 1, found.err);
    assert.deepEqual(codes(found).sort(), ['type-error', 'type-error', 'unique-error']);
    assert.deepEqual([...new Set(found.errors.map((error) => error.row))], [3]);
  });
}

test('standard input is read as a file is', () => {
  assert.equal(check(['-', '--schema', schema], csv(good)).code, 0);
  assert.deepEqual(codes(findings(['-', '--schema', schema], csv(bad))).length, 3);
  assert.equal(check(['-', '--schema', schema], xlsx({ Feuille1: good })).code, 0);
});

test('wrong use is said with the usage, exit 2', () => {
  const file = write('a.csv', csv(good));
  for (const args of [[], [file], ['--schema', schema], [file, '--schema', schema, '--format', 'pdf'], [file, '--schema', schema, '--header-row', '0'], [file, file, '--schema', schema], [file, '--schema', 'aucun/schema']]) {
    const run = check(args);
    assert.equal(run.code, 2, args.join(' '));
    assert.ok(run.err.length > 10 && run.out === '', args.join(' '));
  }
  const help = check(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /Exemple : parvis grants check/);
});

test('a file that is absent or no table gives 3, a schema that is none gives 4', () => {
  assert.equal(check([join(folder, 'absent.csv'), '--schema', schema]).code, 3);
  assert.equal(check([write('photo.csv', Buffer.from('ffd8ffe000104a46494600010100', 'hex')), '--schema', schema]).code, 3);
  assert.equal(check([write('half.xlsx', xlsx({ F: good }).subarray(0, 300)), '--schema', schema]).code, 3);
  const broken = write('broken.json', '{"fields": [{"name": "a", "type": "licorne"}]}');
  assert.equal(check([write('a.csv', csv(good)), '--schema', broken]).code, 4);
});

test('--sheet, --header-row, --delimiter, --encoding and --missing-value say what was not guessed', () => {
  const book = write('two.xlsx', xlsx({ Notes: [['rien à voir']], Mesures: good }));
  assert.equal(check([book, '--schema', schema, '--sheet', 'Mesures']).code, 0);
  assert.equal(check([book, '--schema', schema, '--sheet', '2']).code, 0);
  assert.notEqual(check([book, '--schema', schema, '--sheet', 'Absente']).code, 0);
  const titled = write('titled.csv', `Mesures de la ville,,\n${csv(good)}`);
  assert.equal(check([titled, '--schema', schema, '--header-row', '2']).code, 0);
  const piped = write('piped.csv', csv(good, '|'));
  assert.equal(check([piped, '--schema', schema, '--delimiter', '|']).code, 0);
  const western = write('western.csv', Buffer.from(csv([...good, ['é', '', '']]), 'latin1'));
  assert.equal(check([western, '--schema', schema, '--encoding', 'windows-1252']).code, 0);
  const missing = write('missing.csv', csv([...good, ['c', 'NC', 'NC']]));
  assert.equal(check([missing, '--schema', schema]).code, 1);
  assert.equal(check([missing, '--schema', schema, '--missing-value', 'NC']).code, 0);
});

test('--max-errors writes the first ones and counts all', () => {
  const rows = [good[0], ...Array.from({ length: 50 }, (_, i) => [`c${i}`, 'hier', '1'])];
  const { code, out } = check([write('many.csv', csv(rows)), '--schema', schema, '--format', 'json', '--max-errors', '3']);
  assert.equal(code, 1);
  const report = JSON.parse(out);
  assert.equal(report.errors.length, 3);
  assert.equal(report.summary.errors, 50);
});

const child = write(
  'child.json',
  JSON.stringify({
    fields: [{ name: 'code', type: 'string' }, { name: 'parent', type: 'string' }],
    foreignKeys: [{ fields: 'parent', reference: { resource: 'parents', fields: 'id' } }],
  }),
);
test('--resource gives the table that keys point to, --foreign-keys skip leaves them', () => {
  const parents = write('parents.csv', 'id,nom\np1,Un\np2,Deux\n');
  const children = write('children.csv', 'code,parent\na,p1\nb,p9\n');
  const found = findings([children, '--schema', child, '--resource', `parents=${parents}`]);
  assert.deepEqual(codes(found), ['foreign-key']);
  assert.equal(found.errors[0].row, 3);
  assert.equal(check([children, '--schema', child, '--resource', `parents=${parents}`, '--foreign-keys', 'skip']).code, 0);
});

test('junit and frictionless reports are read by their tools', () => {
  const file = write('bad.csv', csv(bad));
  const junit = check([file, '--schema', schema, '--format', 'junit']);
  assert.equal(junit.code, 1);
  assert.match(junit.out, /^<\?xml[\s\S]*<testsuites?[\s\S]*<failure[\s\S]*<\/testsuites?>\s*$/);
  const frictionless = JSON.parse(check([file, '--schema', schema, '--format', 'frictionless']).out);
  assert.equal(frictionless.valid, false);
  assert.deepEqual(frictionless.tasks[0].errors.map(({ type }) => type).sort(), ['type-error', 'type-error', 'unique-error']);
});

test('hostile files end in a clear error, never in a crash', () => {
  const wide = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',');
  const files = {
    'nul.csv': Buffer.from('code,jour,valeur\na\0b,2024-01-01,1\n'),
    'wide.csv': `${wide}\n${wide}\n`,
    'twice.csv': 'code,code,jour,valeur\na,b,2024-01-01,1\n',
    'nameless.csv': 'code,,valeur\na,2024-01-01,1\n',
    'utf16.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(csv(bad), 'utf16le')]),
    'open.csv': `code,jour,valeur\n"a,2024-01-01,1\n${'b,2024-01-02,2\n'.repeat(1000)}`,
    'deep.json': '['.repeat(100_000),
    'cut.ods': ods(good).subarray(0, 200),
    'empty.csv': '',
  };
  for (const [name, content] of Object.entries(files)) {
    const run = check([write(name, content), '--schema', schema]);
    assert.equal(run.signal, null, name);
    assert.ok([1, 3].includes(run.code), `${name}: ${run.code}`);
    assert.ok((run.out + run.err).length > 10, `${name} says nothing`);
  }
});

// One part of 1 GB of blanks in a file of 1 MB.
test('a sheet that unpacks to a thousand times its size is refused', () => {
  const book = join(folder, 'bomb.xlsx');
  const parts = spawnSync('python3', [
    '-c',
    "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)\nz.writestr('[Content_Types].xml', '<Types/>')\nz.writestr('xl/workbook.xml', '<workbook/>')\nf = z.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True)\n[f.write(b' ' * (64 << 20)) for _ in range(16)]\nf.close()\nz.close()",
    book,
  ]);
  assert.equal(parts.status, 0, String(parts.stderr));
  const run = check([book, '--schema', schema]);
  assert.equal(run.code, 3, run.out);
  assert.equal(run.signal, null);
});

test('a line without end is refused at the limit of a record, not kept', () => {
  const path = join(folder, 'line.csv');
  const file = openSync(path, 'w');
  writeSync(file, 'code,jour,valeur\n"');
  const block = Buffer.alloc(1 << 20, 'x');
  for (let i = 0; i < 64; ++i) writeSync(file, block);
  closeSync(file);
  const run = spawnSync('bash', ['-c', 'ulimit -v 4000000; exec "$@"', 'bash', program, 'grants', 'check', path, '--schema', schema], {
    encoding: 'utf8',
  });
  assert.equal(run.status, 3, run.stdout + run.stderr);
  assert.match(run.stderr + run.stdout, /ligne|enregistrement/);
});
