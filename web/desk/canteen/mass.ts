// Masses as they are typed beside the scales. Pure.

/** Kilos typed with a comma or a point, two decimals at most; null when it is no mass or nothing was typed. */
export function kilos(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  return /^\d{1,5}(\.\d{1,2})?$/.test(typed) ? Number(typed) : null;
}
export const grams = (kg: number, covers: number): number => Math.round((kg * 1000) / covers);
