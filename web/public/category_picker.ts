// What the problem is: three proposed tiles, «Je ne sais pas», and the whole list one tap away.
import { form as texts } from '../fr.json';
import type { FormParts } from './form_parts';
import { showProposals, type Suggestion } from './suggestions';

export class CategoryPicker {
  constructor(
    private readonly parts: FormParts,
    private readonly changed: () => void,
  ) {
    this.select.addEventListener('change', () => this.chosen());
  }

  show(suggestion: Suggestion | null): void {
    if (suggestion) this.parts.control('decision_id').value = suggestion.decision_id;
    const list = this.parts.piece('category');
    showProposals(this.parts.piece('proposals'), suggestion, this.select.value, texts, (code) => {
      if (code === null) {
        list.hidden = false;
        if (suggestion && !suggestion.nothing_seen) this.select.focus();
        return;
      }
      list.hidden = true;
      this.select.value = code;
      this.chosen();
    });
    const tiles = this.parts.piece('proposals').querySelector('.tile');
    list.hidden = tiles !== null && (this.select.value === '' || this.tileOf(this.select.value) !== null);
  }

  private get select(): HTMLSelectElement {
    return this.parts.form.elements.namedItem('category') as HTMLSelectElement;
  }

  private tileOf(code: string): HTMLInputElement | null {
    return this.parts.piece('proposals').querySelector(`input[value="${code}"]`);
  }

  private chosen(): void {
    this.parts.tell('category-hint', this.select.selectedOptions[0]?.dataset['hint'] ?? '');
    const tile = this.tileOf(this.select.value);
    for (const input of this.parts.piece('proposals').querySelectorAll('input')) input.checked = input === tile;
    this.changed();
  }
}
