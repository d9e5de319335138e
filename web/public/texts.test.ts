import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import texts from '../fr.json';
import { matchingStreets } from './address_box';
import { plural, t } from './texts';

const here = new URL('.', import.meta.url);
const sources = readdirSync(here)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n');

describe('texts', () => {
  it('are all used by the modules', () => {
    for (const group of [texts.form, texts.map]) {
      for (const key of Object.keys(group)) {
        const base = key.replace(/\.(one|many)$/, '');
        expect(sources.includes(`'${base}'`) || new RegExp(`[tT]exts\\.${base}\\b`).test(sources), key).toBe(true);
      }
    }
  });

  it('follow French typography', () => {
    for (const text of JSON.stringify(texts).match(/"(?:[^"\\]|\\.)*"/g) ?? []) {
      expect(text, text).not.toMatch(/ [;!?:»]|« |[^\s\u202f][!?;](?=["\s])|'/);
    }
  });

  it('take their values and their plural', () => {
    expect(t({ a: '{n} sur {total}' }, 'a', { n: 1, total: 2 })).toBe('1 sur 2');
    expect(t({ a: '{n}' }, 'a')).toBe('{n}');
    expect(plural(texts.form, 'photo_ready', 1)).toBe('1 photo prête.');
    expect(plural(texts.form, 'photo_ready', 2)).toBe('2 photos prêtes.');
  });
});

describe('streets offered', () => {
  const streets = ['Rue des Tanneurs', 'Rue de l’Égalité', 'Place du Parvis'].map((name) => ({
    name,
    lat: 47,
    lon: 5.9,
  }));
  const names = (typed: string) => matchingStreets(streets, typed).map(({ name }) => name);
  it('match words, without accents and house number', () => {
    expect(names('12 bis rue tan')).toEqual(['Rue des Tanneurs']);
    expect(names('egalite')).toEqual(['Rue de l’Égalité']);
    expect(names('rue')).toHaveLength(2);
    expect(names('12')).toEqual([]);
    expect(names('zzz')).toEqual([]);
  });
});
