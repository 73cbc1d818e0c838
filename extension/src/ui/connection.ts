/** Shows the state of the connection: what is the matter, and one button. The popup and the settings page share it. */

import type { Action, FromOwnPage, Status } from '../shared/messages.ts';
import { h } from './dom.ts';

const send = <Answer>(message: FromOwnPage): Promise<Answer> => chrome.runtime.sendMessage(message);

/** Returns an element that shows the state, and keeps itself current. */
export function createConnection(): HTMLElement {
  const node = h('section', { class: 'state', 'aria-live': 'polite', 'aria-label': 'Connection' });

  const press = (button: HTMLButtonElement, action: Action): void => {
    button.disabled = true;
    void send<Status>({ type: 'act', action }).then(show);
  };
  const show = (status: Status): void => {
    const { connection, button } = status;
    const action = button ? h('button', { type: 'button', class: 'button primary' }, button.label) : null;
    if (button) action?.addEventListener('click', () => press(action, button.action));
    const remove = status.removable
      ? h(
          'button',
          { type: 'button', class: 'plain', onclick: () => void send({ type: 'unpair' }).then(draw) },
          'Disconnect',
        )
      : null;
    node.replaceChildren(
      h(
        'p',
        { class: 'headline' },
        h('span', { class: connection === 'connected' ? 'dot on' : 'dot', 'aria-hidden': 'true' }),
        status.headline,
      ),
      h('p', {}, status.message),
      ...(status.code ? [h('p', { class: 'code' }, status.code)] : []),
      ...(action ? [action] : []),
      ...(remove && node.dataset['full'] ? [remove] : []),
    );
  };
  const draw = async (): Promise<void> => show(await send<Status>({ type: 'status' }));

  // Pairing ends in the background, and a server comes back by itself. Storage shows both.
  chrome.storage.onChanged.addListener((changes) => {
    if (changes['pairing'] || changes['pending'] || changes['comebacks']) void draw();
  });
  void draw();
  return node;
}
