// Which words of two texts differ, so that a person sees at once what sets two requests apart.

export interface Piece {
  text: string;
  differs: boolean;
}

const fold = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** `text` cut into runs of words that the other text has or lacks; case, accents and punctuation do not count. */
export function compareWords(text: string, other: string): Piece[] {
  const known = new Set(other.split(/\s+/).map(fold));
  const pieces: Piece[] = [];
  for (const part of text.split(/(\s+)/)) {
    if (!part) continue;
    const folded = fold(part);
    const last = pieces.at(-1);
    // Spaces and punctuation go with what stands before them.
    const differs = folded ? !known.has(folded) : (last?.differs ?? false);
    if (last && last.differs === differs) last.text += part;
    else pieces.push({ text: part, differs });
  }
  return pieces;
}

/** How much a reason weighs, in words: keys of the desk's texts. */
export function direction(weight: number): 'near.much' | 'near' | 'near.little' | 'far.much' | 'far' | 'far.little' {
  const side = weight > 0 ? 'near' : 'far';
  const size = Math.abs(weight);
  return size >= 2 ? `${side}.much` : size >= 0.5 ? side : `${side}.little`;
}
