// The desk's types are those of the document that the program serves: a difference is a forgotten `npm run api`.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { makeApiTypes, typesFile } from '../../web/make_api_types.mjs';

const base = (process.env.PARVIS_URL ?? '').replace(/\/$/, '');
const skip = base ? false : 'PARVIS_URL names no running server';

test('the types of the desk are in step with the OpenAPI document', { skip }, async () => {
  assert.equal(await readFile(typesFile, 'utf8'), await makeApiTypes(base), 'run npm run api in web/ and commit the file');
});
