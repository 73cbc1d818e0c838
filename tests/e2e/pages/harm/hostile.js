/** Everything the page hears that it should not. */
window.heard = [];
for (const type of ['message', 'softsell'])
  addEventListener(type, (event) => window.heard.push(String(event.data)));
