// The pieces of the report form, by the names that its template gives them.
import { form as texts } from '../fr.json';
import { t, type Values } from './texts';

export const say = (key: string, values: Values = {}): string => t(texts, key, values);

export class FormParts {
  readonly form: HTMLFormElement;

  constructor(readonly root: HTMLElement) {
    this.form = root.querySelector('form') as HTMLFormElement;
  }

  piece(name: string): HTMLElement {
    return this.root.querySelector(`[data-part="${name}"]`) as HTMLElement;
  }

  action(name: string): HTMLButtonElement {
    return this.root.querySelector(`[data-action="${name}"]`) as HTMLButtonElement;
  }

  control(name: string): HTMLInputElement {
    return this.form.elements.namedItem(name) as HTMLInputElement;
  }

  value(name: string): string {
    return this.control(name).value.trim();
  }

  /** Replaces what a status region says. */
  tell(part: string, message: string | Node): void {
    this.piece(part).replaceChildren(message);
  }
}
