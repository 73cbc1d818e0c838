// The search: finds sections that have all words of the query, or words that begin with them.

const MOST = 12;
const box = document.querySelector('.search');
const input = document.querySelector('#search');
const results = document.querySelector('#results');
const status = results.querySelector('p');
const list = results.querySelector('ol');
let index;

box.hidden = false;

/** Returns the words of a text in lower case. A name such as pushiness/hurry is several. */
function words(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

async function load() {
  const response = await fetch('/docs/assets/search.json');
  if (!response.ok) throw new Error(response.statusText);
  const sections = await response.json();
  return sections.map(([address, title, heading, text]) => ({
    address, title, heading, text, fields: [words(title), words(heading), words(text)],
  }));
}

/** Returns how well a section fits; 0 if a word of the query isn't in it. A hit in a title counts more than one in the text. */
function rank(section, query) {
  let sum = 0;
  for (const wanted of query) {
    let best = 0;
    section.fields.forEach((field, place) => {
      if (field.includes(wanted)) best = Math.max(best, [12, 8, 2][place]);
      else if (field.some((word) => word.startsWith(wanted))) best = Math.max(best, [6, 4, 1][place]);
    });
    if (!best) return 0;
    sum += best;
  }
  return sum - (section.heading ? 0.5 : 0);
}

/** Returns some of a section's text around the first word of the query. */
function excerpt(section, query) {
  const at = section.text.toLowerCase().indexOf(query[0]);
  const from = Math.max(0, section.text.lastIndexOf(' ', Math.max(0, at - 40)));
  return `${from ? '…' : ''}${section.text.slice(from, from + 160)}${section.text.length > from + 160 ? '…' : ''}`;
}

function show(found, query) {
  list.replaceChildren(...found.slice(0, MOST).map((section) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    const text = document.createElement('span');
    link.href = section.address;
    link.textContent = section.heading ? `${section.title}: ${section.heading}` : section.title;
    text.textContent = excerpt(section, query);
    item.append(link, text);
    return item;
  }));
  const count = found.length > MOST ? `The best ${MOST} of ${found.length} places` : `${found.length} places`;
  status.textContent = found.length ? `${found.length === 1 ? '1 place' : count}` : 'Nothing found.';
}

async function search() {
  const query = words(input.value);
  results.hidden = query.length === 0;
  if (!query.length) return;
  try {
    index ??= load();
    const sections = await index;
    if (query.join() !== words(input.value).join()) return;
    const ranked = sections.map((section) => [rank(section, query), section]).filter(([points]) => points > 0);
    show(ranked.sort(([one], [other]) => other - one).map(([, section]) => section), query);
  } catch {
    index = undefined;
    list.replaceChildren();
    status.textContent = 'The search needs softsell to run: start “softsell serve” and try again.';
  }
}

input.addEventListener('input', search);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !results.hidden) {
    input.value = '';
    results.hidden = true;
    input.focus();
  }
});
