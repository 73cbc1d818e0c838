/** The switch of the history: whether softsell records the posts that the person sends. Off until the person turns it on. */

import { h } from '../../ui/dom.ts';
import {
  COMMAND,
  deleteHistory,
  type HistorySwitch,
  readHistorySwitch,
  setHistorySwitch,
} from '../server.ts';

const count = (posts: number): string => (posts === 1 ? '1 post' : `${posts.toLocaleString('en')} posts`);

/** Says what is in the history, and what it's for. */
function describe({ on, posts }: HistorySwitch): string {
  if (on) return `softsell records the posts that you send. The history holds ${count(posts)}.`;
  if (posts > 0) return `softsell records nothing now. ${count(posts)} from before are still in the history.`;
  return 'softsell records nothing.';
}

/** Creates the section with the switch. */
export function createHistorySwitch(): HTMLElement {
  const state = h('p', { role: 'status' }, 'Asking softsell…');
  const on = h('input', {
    type: 'checkbox',
    id: 'history-on',
    disabled: true,
    'aria-describedby': 'history-hint',
  });
  const text = h('input', { type: 'checkbox', id: 'history-text', disabled: true });

  const button = (label: string, press: () => void): HTMLButtonElement =>
    h('button', { type: 'button', class: 'button', onclick: press }, label);
  const wipe = button('Delete the history', () => ask(true));
  const sure = button('Delete it for good', () => void act(deleteHistory()).then(() => on.focus()));
  const stay = button('Keep it', () => ask(false));
  const deleting = h('div', { class: 'choices', hidden: true }, wipe, sure, stay);
  /** Asks once more before it deletes. */
  const ask = (isAsking: boolean): void => {
    wipe.hidden = isAsking;
    sure.hidden = !isAsking;
    stay.hidden = !isAsking;
    (isAsking ? stay : wipe).focus();
  };
  sure.hidden = true;
  stay.hidden = true;

  const show = (now: HistorySwitch, wanted?: boolean): void => {
    deleting.hidden = now.posts === 0;
    wipe.hidden = false;
    sure.hidden = true;
    stay.hidden = true;
    on.disabled = false;
    on.checked = now.on;
    text.disabled = !now.on;
    text.checked = now.on && now.text;
    const decided =
      wanted === undefined || wanted === now.on
        ? ''
        : ' It was started with options that decide this, so the switch counts from its next start.';
    state.textContent = describe(now) + decided;
  };
  const act = async (work: Promise<HistorySwitch>, wanted?: boolean): Promise<void> => {
    try {
      show(await work, wanted);
    } catch (error) {
      state.textContent = error instanceof Error ? error.message : 'softsell couldn’t answer.';
    }
  };
  const set = (): void => void act(setHistorySwitch(on.checked, text.checked), on.checked);
  on.addEventListener('change', set);
  text.addEventListener('change', set);
  void act(readHistorySwitch());
  return h(
    'section',
    { 'aria-labelledby': 'history-title', class: 'history' },
    h('h2', { id: 'history-title' }, 'While you write'),
    h(
      'div',
      { class: 'check' },
      on,
      h('label', { for: 'history-on' }, 'Keep a history of the posts that I send'),
    ),
    h(
      'p',
      { class: 'note', id: 'history-hint' },
      'The extension’s card can then say “4 of your last 5 posts on LinkedIn sell”, or that you posted nearly the same before. softsell keeps when and where you posted, the scores, and a fingerprint; not the text, and never a draft that you don’t send.',
    ),
    h('div', { class: 'check' }, text, h('label', { for: 'history-text' }, 'Keep the text of the posts too')),
    state,
    deleting,
    h(
      'p',
      { class: 'note' },
      'To see the history, type ',
      h('code', {}, `${COMMAND} history show`),
      ' in a terminal.',
    ),
  );
}
