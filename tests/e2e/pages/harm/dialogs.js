/** Everything the page hears that it should not. */
window.heard = [];
for (const type of [
  'animationstart',
  'animationend',
  'animationcancel',
  'transitionrun',
  'transitionstart',
  'transitionend',
  'toggle',
  'beforetoggle',
]) {
  addEventListener(
    type,
    (event) => {
      const name = event.animationName ?? event.propertyName ?? '';
      if (event.target.tagName === 'SOFTSELL-LAYER' || /softsell/.test(name))
        window.heard.push(`${type} ${name}`);
    },
    true,
  );
}
window.keys = [];
for (const type of ['keydown', 'keyup'])
  document.addEventListener(type, (event) => window.keys.push(event.key));
customElements.define(
  'shadow-dialog',
  class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: 'open' });
      root.innerHTML =
        '<dialog><textarea id="in-shadow" aria-label="Post" style="width:300px;height:90px">We utilise rye.</textarea></dialog>';
    }
  },
);
