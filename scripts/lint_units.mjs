// clang-tidy over the files named on the command line (product code, relative to the root), several files of a folder at a
// time: most of its minutes go into the headers, which the files of a folder share. Files that do not compile together
// (two helpers of the same name) are read apart. What was clean is not read again until a file, a header that it
// includes or the rules change. Exit 1 on a finding.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';

const files_a_unit = 16;
const build = 'build/release';
const cache = 'build/lint';
mkdirSync(cache, { recursive: true });

const commands = new Map(
  JSON.parse(readFileSync(`${build}/compile_commands.json`, 'utf8')).map(({ file, command }) => [resolve(file), command]),
);

/** The compiler's flags of a file, without its names; undefined when it is not built. */
function flags(file) {
  const command = commands.get(resolve(file));
  return command
    ?.split(' ')
    .slice(1)
    .filter((word) => !['-o', '-c', ''].includes(word) && !/\.(o|cpp|d)$/.test(word) && !/^-M/.test(word));
}

/** Headers of ours that each built file includes, as the last build saw them. */
function includedHeaders() {
  const deps = new Map();
  const root = `${process.cwd()}/`;
  let own;
  const { stdout } = spawnSync('ninja', ['-C', build, '-t', 'deps'], { encoding: 'utf8', maxBuffer: 1 << 30 });
  for (const line of stdout.split('\n')) {
    if (!line.startsWith(' ')) own = undefined;
    else {
      const path = resolve(build, line.trim());
      if (!path.startsWith(root)) continue;
      if (own) own.push(path);
      else deps.set(path, (own = [path]));
    }
  }
  return deps;
}
const headers = includedHeaders();
const rules = readFileSync('.clang-tidy');
const hashes = new Map();
function hashOf(path) {
  if (!hashes.has(path)) hashes.set(path, existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
  return hashes.get(path);
}
function keyOf(unit) {
  const hash = createHash('sha256').update(rules).update(String(flags(unit[0])));
  for (const file of unit) for (const path of headers.get(resolve(file)) ?? [resolve(file)]) hash.update(hashOf(path));
  return `${cache}/${hash.digest('hex').slice(0, 32)}`;
}

function tidy(source, file, ...options) {
  return new Promise((done) => {
    const compile = [...flags(file), '-Wno-unknown-warning-option'];
    const args = ['--quiet', '--header-filter=src/.*\\.cpp$', ...options, source, '--', ...compile];
    const run = spawn('.venv/bin/clang-tidy', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    run.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    run.on('close', (code) => done({ code, said }));
  });
}

// Files that clash with one before them in the unit, by what the compiler says.
async function clashing(source, unit) {
  const { code, said } = await tidy(source, unit[0], '--checks=-*,readability-duplicate-include');
  if (code === 0) return [];
  const named = new Set([...said.matchAll(/^(\S+):\d+:\d+: error: .*\[clang-diagnostic-error/gm)].map((found) => found[1]));
  const out = unit.filter((file) => named.has(resolve(file)));
  return out.length > 0 && out.length < unit.length ? out : unit.slice(unit.length >> 1);
}

let failed = false;
async function check(unit) {
  const key = keyOf(unit);
  if (existsSync(key)) return;
  let source = unit[0];
  const options = [];
  if (unit.length > 1) {
    source = `${key}.cpp`;
    writeFileSync(source, unit.map((file) => `#include "${resolve(file)}"\n`).join(''));
    const apart = await clashing(source, unit);
    if (apart.length > 0) {
      rmSync(source);
      await check(unit.filter((file) => !apart.includes(file)));
      await check(apart);
      return;
    }
    options.push('--checks=-bugprone-suspicious-include');
  }
  const { code, said } = await tidy(source, unit[0], ...options);
  if (unit.length > 1) rmSync(source);
  if (code === 0) return writeFileSync(key, '');
  failed = true;
  console.log(said);
}

const groups = new Map();
for (const file of process.argv.slice(2)) {
  if (!flags(file)) {
    console.log(`${file}: not in the build`);
    failed = true;
    continue;
  }
  const key = dirname(file) + flags(file);
  if (!groups.has(key)) groups.set(key, []);
  groups.get(key).push(file);
}
const units = [];
for (const files of groups.values()) {
  const parts = Math.ceil(files.length / files_a_unit);
  for (let i = 0; i < parts; ++i) {
    units.push(files.slice((files.length * i) / parts, (files.length * (i + 1)) / parts));
  }
}
units.sort((a, b) => b.length - a.length);
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    while (units.length > 0) await check(units.shift());
  }),
);
process.exit(failed ? 1 : 0);
