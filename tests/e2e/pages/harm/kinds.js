/**
 * Kinds of boxes that pages build. `?kind=` names one. Each makes its box say “We utilise rye.”, at once or after a script, and
 * `window.kind` says what the page itself knows of it.
 */

const app = document.getElementById('app');
const TEXT = 'We bake bread every day and we utilise rye.';

/** What goes wrong in the page. */
window.errors = [];
addEventListener('error', (event) => window.errors.push(event.message));

const make = (html) => {
  app.innerHTML = html;
  return app.querySelector('textarea, input, [contenteditable]');
};
const frameOf = (html) =>
  new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 560px; height: 240px; border: 5px solid';
    frame.srcdoc = html;
    frame.addEventListener('load', () => resolve(frame.contentDocument));
    app.append(frame);
  });

const KINDS = {
  async 'an editor in a shadow root in a srcdoc frame'() {
    const inner = await frameOf('<!doctype html><body style="margin: 20px"><x-editor></x-editor>');
    const root = inner.querySelector('x-editor').attachShadow({ mode: 'open' });
    root.innerHTML = `<div contenteditable role="textbox" aria-label="Post"><p>${TEXT}</p></div>`;
    return root.querySelector('div');
  },
  'a box whose words are selected as a whole'() {
    const box = make(
      `<div style="user-select: none"><div contenteditable aria-label="Post" style="user-select: text"></div></div>`,
    );
    box.innerHTML = TEXT.replace('utilise', '<span style="user-select: all">utilise</span>');
    return box;
  },
  'a title in a closed part of a dialog that opens late'() {
    const box = make(
      `<dialog><details><summary>More</summary><label>Title <input style="width: 400px"></label></details></dialog>`,
    );
    box.value = TEXT;
    setTimeout(() => {
      box.closest('dialog').showModal();
      box.closest('details').open = true;
      box.focus();
    }, 200);
    return box;
  },
  'a zoomed box that its writer makes larger'() {
    const box = make('<textarea aria-label="Post" style="zoom: 1.25; resize: both"></textarea>');
    box.value = TEXT;
    window.later = () => Object.assign(box.style, { width: '250px', height: '140px' });
    return box;
  },
  'a box that says its words from right to left'() {
    const box = make('<textarea aria-label="Post" dir="auto"></textarea>');
    box.value = `خبزنا طازج. ${TEXT}`;
    return box;
  },
  'a box for plain text with line breaks'() {
    const box = make(
      '<div contenteditable="plaintext-only" aria-label="Post" style="white-space: pre-wrap"></div>',
    );
    box.textContent = `Bread.\n\n${TEXT}`;
    return box;
  },
  'a box in a turned and scrolled part'() {
    const box = make(
      '<div style="overflow: auto; width: 460px; height: 150px; transform: rotate(4deg) scale(0.9)"><div style="height: 120px"></div><textarea aria-label="Post"></textarea><div style="height: 300px"></div></div>',
    );
    box.value = TEXT;
    window.later = () => {
      box.parentElement.scrollTop = 90;
    };
    return box;
  },
  'a row that a list uses again'() {
    const box = make(
      '<div style="overflow: auto; height: 300px"><div style="height: 2000px"><textarea aria-label="Post" style="position: absolute"></textarea></div></div>',
    );
    box.value = 'We like it. It is very unique, and we bake it every day.';
    window.later = () => {
      box.style.transform = 'translateY(120px)';
      box.value = TEXT;
    };
    return box;
  },
  'a box whose value the page sets after each key'() {
    const box = make('<textarea aria-label="Post"></textarea>');
    box.value = TEXT;
    box.addEventListener('input', () => {
      const at = box.selectionStart;
      box.value = box.value.replaceAll('  ', ' ');
      box.setSelectionRange(at, at);
    });
    return box;
  },
  'a form that is reset'() {
    const box = make(`<form><textarea aria-label="Post">${TEXT}</textarea></form>`);
    box.value = 'We bake. It is very unique, and we like it every day.';
    window.later = () => box.form.reset();
    return box;
  },
  'a box under a bar that stays at the top'() {
    const box = make(
      '<div style="position: sticky; top: 0; height: 40px; background: #eee; z-index: 3">Bar</div><div style="height: 60px"></div><div contenteditable aria-label="Post"></div><div style="height: 1500px"></div>',
    );
    box.textContent = TEXT;
    window.later = () => scrollTo(0, 30);
    return box;
  },
  'a box in columns'() {
    const box = make(
      '<div contenteditable aria-label="Post" style="columns: 3; column-gap: 20px; height: 110px"></div>',
    );
    box.innerHTML = `<p>${'We bake bread every day. '.repeat(8)}</p><p>${TEXT}</p>`;
    return box;
  },
};

const kind = new URLSearchParams(location.search).get('kind');
const start = async () => {
  const box = await KINDS[kind]();
  window.editor = { root: () => box };
  const field = box instanceof HTMLTextAreaElement || box instanceof HTMLInputElement;
  window.kind = { text: () => (field ? box.value : box.innerText), focus: () => box.focus(), isField: field };
  window.selectPhrase = (phrase) => {
    const style = document.createElement('style');
    style.textContent = '::selection { background: rgb(255 0 255); color: rgb(255 0 255) }';
    document.head.append(style);
    box.focus();
    const at = box.value.indexOf(phrase);
    box.setSelectionRange(at, at + phrase.length);
  };
};
void start();
