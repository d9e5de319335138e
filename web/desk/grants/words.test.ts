import { expect, test } from 'vitest';
import { compareWords, direction } from './words';

test('words that the other text lacks are marked, whatever their case, accents and punctuation', () => {
  expect(compareWords('Fête des Écoles, édition 2026', 'fete des ecoles')).toEqual([
    { text: 'Fête des Écoles, ', differs: false },
    { text: 'édition 2026', differs: true },
  ]);
});

test('equal texts have no marked word, and an empty text has no piece', () => {
  expect(compareWords('Course à pied', 'COURSE A PIED').some((piece) => piece.differs)).toBe(false);
  expect(compareWords('', 'Course')).toEqual([]);
});

test('the pieces add up to the text', () => {
  const text = '  Projet : chantier  de jeunes – volet été ';
  expect(
    compareWords(text, 'Chantier d’hiver')
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('a weight is said by its side and its size', () => {
  expect([3, 1, 0.1, -0.1, -1, -3].map(direction)).toEqual([
    'near.much',
    'near',
    'near.little',
    'far.little',
    'far',
    'far.much',
  ]);
});
