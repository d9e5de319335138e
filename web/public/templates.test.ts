import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folders = ['../pages/', '../pages/partials/'].map((path) => new URL(path, import.meta.url));
const templates = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mustache'))
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
);

// What a person reads: without head, tags, mustache and drawings.
const words = (text: string) =>
  text
    .replace(/^[\s\S]*?\n---\n/, '')
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/\{\{[^}]*\}\}+/g, 'x')
    .replace(/<[^>]*>/g, '|');

describe('templates', () => {
  it.each(templates)('$name follows French typography', ({ text }) => {
    expect(words(text).match(/.{0,20}(?: [;!?:»]|« |'|!).{0,20}/g) ?? []).toEqual([]);
  });

  it.each(templates)('$name calls nothing outside the town', ({ text }) => {
    expect(text.match(/(?:src|<link[^>]*href)="(?:https?:)?\/\//g) ?? []).toEqual([]);
  });

  it.each(templates)('$name gives every picture its text and every field its label', ({ text }) => {
    for (const [image] of text.matchAll(/<img\b[^>]*>/g)) expect(image).toMatch(/\balt="/);
    for (const [field, id] of text.matchAll(/<(?:input|select|textarea)\b[^>]*\bid="([\w-]+)"[^>]*>/g)) {
      expect(text, field).toContain(`<label for="${id}"`);
    }
  });
});
