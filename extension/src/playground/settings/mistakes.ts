/** Shows the mistakes that the server found in settings beside the fields that they are in. */

import type { Problem } from '../../shared/api.ts';
import { h } from '../../ui/dom.ts';

const HOLDS = 'phrases';

/** Returns the place for a control's mistake, to put beside it. What the person types there takes the mistake away. */
export function createFault(control: HTMLElement, id: string): HTMLElement {
  const fault = h('span', { class: 'fault', id: `${id}-fault`, role: 'alert' });
  control.setAttribute('aria-errormessage', fault.id);
  control.addEventListener('input', () => clear(control, fault));
  return fault;
}

/** Remembers which patterns a control holds, because the server quotes the one that is wrong. */
export function holdPhrases(control: HTMLElement, phrases: readonly string[]): void {
  control.dataset[HOLDS] = JSON.stringify(phrases);
}

function clear(control: HTMLElement, fault: HTMLElement | null): void {
  control.removeAttribute('aria-invalid');
  if (fault) fault.textContent = '';
}

const faultOf = (control: HTMLElement): HTMLElement | null =>
  document.getElementById(control.getAttribute('aria-errormessage') ?? '');

const controlsIn = (root: HTMLElement): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(`[data-${HOLDS}]`),
];

function clearMistakes(root: HTMLElement): void {
  for (const control of controlsIn(root)) clear(control, faultOf(control));
}

/** Marks the fields that the mistakes are in. Returns them; none if no mistake has a field that shows. */
export function markMistakes(root: HTMLElement, problems: readonly Problem[]): HTMLElement[] {
  clearMistakes(root);
  return controlsIn(root).filter((control) => {
    const phrases = JSON.parse(control.dataset[HOLDS] ?? '[]') as string[];
    const own = problems.find(({ message }) => phrases.some((phrase) => message.startsWith(`“${phrase}” `)));
    const fault = faultOf(control);
    if (!own || !fault) return false;
    control.setAttribute('aria-invalid', 'true');
    fault.textContent = own.message;
    return true;
  });
}
