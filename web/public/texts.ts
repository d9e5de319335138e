// Texts of fr.json, with {name} replaced; `plural` picks key.one or key.many (0 and 1 are singular in French).

export type Texts = Record<string, string>;
export type Values = Record<string, string | number>;

export function t(texts: Texts, key: string, values: Values = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function plural(texts: Texts, key: string, count: number): string {
  return t(texts, `${key}.${count < 2 ? 'one' : 'many'}`, { n: count });
}

const decimal = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 5, maximumFractionDigits: 5 });
export const degrees = (value: number): string => decimal.format(value);

export function distance(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)}\u00a0m` : `${(metres / 1000).toFixed(1).replace('.', ',')}\u00a0km`;
}
