// Faults found before sending: a summary on top that takes the focus, and a sentence above each field.
import { element } from './dom';
import { plural, t, type Texts } from './texts';

export interface Fault {
  field: string; // id of the control
  message: string;
}

const title = document.title;

export function clearFaults(form: HTMLElement): void {
  document.getElementById('erreurs')?.remove();
  for (const mark of form.querySelectorAll('.field__error')) mark.remove();
  for (const field of form.querySelectorAll('.field--error')) field.classList.remove('field--error');
  for (const control of form.querySelectorAll('[aria-invalid]')) {
    control.removeAttribute('aria-invalid');
    const rest = (control.getAttribute('aria-describedby') ?? '').replace(/\s*\S+-erreur/, '');
    control.setAttribute('aria-describedby', rest);
  }
  document.title = title;
}

export function showFaults(form: HTMLElement, faults: Fault[], texts: Texts): void {
  clearFaults(form);
  const items = faults.map(({ field, message }) => element('li', {}, element('a', { href: `#${field}` }, message)));
  const summary = element(
    'div',
    { class: 'error-summary', role: 'alert', tabindex: '-1', id: 'erreurs' },
    element('h2', {}, plural(texts, 'error_title', faults.length)),
    element('ul', {}, ...items),
  );
  form.before(summary);
  for (const { field, message } of faults) {
    const control = document.getElementById(field);
    if (!control) continue;
    control.setAttribute('aria-invalid', 'true');
    const described = control.getAttribute('aria-describedby') ?? '';
    control.setAttribute('aria-describedby', `${described} ${field}-erreur`.trim());
    control.closest('.field')?.classList.add('field--error');
    const holder = control.closest('.combobox') ?? control;
    holder.before(element('strong', { class: 'field__error', id: `${field}-erreur` }, message));
    control.closest('details')?.setAttribute('open', '');
  }
  document.title = t(texts, 'error_prefix') + title;
  summary.focus();
}
