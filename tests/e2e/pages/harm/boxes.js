for (const mode of ['open', 'closed']) {
  customElements.define(
    `${mode}-host`,
    class extends HTMLElement {
      connectedCallback() {
        const root = this.attachShadow({ mode });
        root.innerHTML = `<div id="${mode}" contenteditable="true" role="textbox" aria-label="Post" style="width:400px;padding:8px">We utilise rye.</div>`;
      }
    },
  );
}
