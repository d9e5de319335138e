// Builds everything the server sends: dist/assets (public modules and the style sheet), dist/desk (the agents'
// application), dist/manifest.json (source name -> served path, read by the page renderer) and, beside each text
// file, its brotli and gzip forms.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');

async function buildPublic() {
  await build({ root, mode: 'public', logLevel: 'warn' });
  const file = join(dist, 'assets/manifest.json');
  const vite = JSON.parse(await readFile(file, 'utf8'));
  const served = {};
  for (const [source, entry] of Object.entries(vite)) {
    if (entry.isEntry) served[source] = `/assets/${entry.file}`;
  }
  await rm(file);
  await writeFile(join(dist, 'manifest.json'), JSON.stringify(served, null, 2) + '\n');
}

async function buildDesk() {
  await build({ root, mode: 'desk', logLevel: 'warn' });
  // Vite keeps the page's folder; the server looks for dist/desk/index.html.
  await rename(join(dist, 'desk/desk/index.html'), join(dist, 'desk/index.html'));
  await rm(join(dist, 'desk/desk'), { recursive: true });
}

async function* files(dir) {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

async function precompress() {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  for await (const path of files(dist)) {
    if (!/\.(js|css|html|svg)$/.test(path) || (await stat(path)).size < 512) continue;
    const bytes = await readFile(path);
    await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, brotli));
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  }
}

// `node build.mjs public` or `desk` builds that part alone.
const parts = { public: buildPublic, desk: buildDesk };
const wanted = process.argv.slice(2);
await mkdir(dist, { recursive: true });
for (const [name, buildPart] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  await rm(join(dist, name === 'public' ? 'assets' : name), { recursive: true, force: true });
  await buildPart();
}
await precompress();
