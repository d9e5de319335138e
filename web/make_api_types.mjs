// Writes desk/lib/api_types.ts from the program's own OpenAPI document:
//   PARVIS_URL=http://127.0.0.1:8080 node make_api_types.mjs
// tests/browser/api_types.test.mjs fails when the file is no longer what this makes.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

export const typesFile = fileURLToPath(new URL('desk/lib/api_types.ts', import.meta.url));

/** The text of the file for the document of the server at `base`; only what the desk calls. */
export async function makeApiTypes(base) {
  const answer = await fetch(`${base}/api/openapi.json`);
  if (!answer.ok) throw new Error(`${base}/api/openapi.json: ${answer.status}`);
  const document = await answer.json();
  const rooms = ['/api/street/', '/api/account/', '/api/v1/grants/', '/api/v1/canteen/'];
  const ours = ([path]) => rooms.some((room) => path.startsWith(room));
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(ours).sort());
  const text = `// Made by make_api_types.mjs from /api/openapi.json: not edited by hand.\n${astToString(await openapiTS(document))}`;
  // Plugins are for other languages, and are sought from the folder that the caller stands in.
  return format(text, { ...(await resolveConfig(typesFile)), plugins: [], parser: 'typescript' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base = process.env.PARVIS_URL;
  if (!base) throw new Error('PARVIS_URL names no running server');
  await writeFile(typesFile, await makeApiTypes(base));
  console.log(`${typesFile}: ${(await readFile(typesFile, 'utf8')).split('\n').length} lines`);
}
