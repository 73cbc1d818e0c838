/** Lets a person try a rule. The file is on the left, its findings are on the right, and mistakes show in the file. */

import { EditableSurface } from '../content/editable-surface.ts';
import { FieldSurface } from '../content/field-surface.ts';
import { Layer } from '../content/layer.ts';
import { Followers } from '../content/paint/followers.ts';
import { Highlights } from '../content/paint/highlights.ts';
import { Holder } from '../content/paint/holder.ts';
import paintSheet from '../content/paint/paint.css';
import type { Mark } from '../content/surface.ts';
import type { Mistake, Trial } from '../shared/api.ts';
import { h } from '../ui/dom.ts';
import { findLine } from './lines.ts';
import { renderExample } from './rules.ts';
import { COMMAND, tryRules } from './server.ts';

const PAUSE_MS = 250;

const START = `- id: grand-words
  kind: phrase
  severity: warning
  weight: 6
  message: "“{match}” promises more than a shop can keep."
  why: "People believe a small true thing sooner than a big one."
  patterns:
    - the best <noun> in (town|the world)
    - once in a lifetime
  examples:
    bad:
      - "We sell [[the best bread in town]]."
      - "A [[once in a lifetime]] chance to eat cake."
    good:
      - "What is the best bread for toast?"
`;

/** Where this tab keeps the rule and the draft, so a reload doesn't lose them. */
const KEPT = { rule: 'softsell-rule', draft: 'softsell-rule-draft' } as const;

const DRAFT = 'Come by on Saturday for the best coffee in town.';

export function createTryView(): HTMLElement {
  const yaml = h('textarea', {
    id: 'yaml',
    class: 'code',
    spellcheck: 'false',
    rows: 22,
    wrap: 'off',
    'data-softsell': 'off',
    'aria-describedby': 'yaml-hint',
  });
  yaml.value = sessionStorage.getItem(KEPT.rule) ?? START;
  const draft = h('div', {
    class: 'compose small',
    contenteditable: 'plaintext-only',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': 'A draft to try it on',
    'data-softsell': 'off',
  });
  draft.textContent = sessionStorage.getItem(KEPT.draft) ?? DRAFT;
  const problems = h('ul', { class: 'problems' });
  const verdict = h('p', { class: 'verdict', role: 'status' });
  const found = h('ul', { class: 'examples' });
  const proofsTitle = h('h3', {}, 'Its examples');
  const proofs = h('div', {});

  const highlights = Highlights.ofDocument();
  const layer = new Layer(paintSheet, () => true);
  const holder = new Holder(layer.stage);
  const followers = new Followers(() => holder.follow(), new AbortController().signal);
  const yamlSurface = new FieldSurface(yaml, {
    followers,
    holderFor: (box) => {
      if (!layer.isShown) layer.mountFor(box);
      return holder.node;
    },
    stale: () => undefined,
  });
  const draftSurface = new EditableSurface(draft, highlights, followers);
  let marked = 0;
  /** Each result has its own marks. */
  const nextMark = (): number => {
    marked += 1;
    return marked;
  };

  const goTo = (mistake: Mistake): void => {
    const { start } = findLine(yaml.value, mistake.line);
    yamlSurface.reveal({ start, end: start });
  };
  const showMistakes = (list: readonly Mistake[]): void => {
    yamlSurface.read();
    yamlSurface.paint(
      list
        .filter(({ line }) => line > 0)
        .map(
          ({ line }): Mark => ({
            ...findLine(yaml.value, line),
            id: nextMark(),
            style: 'pushiness',
            current: false,
          }),
        ),
    );
    problems.replaceChildren(
      ...list.map((mistake) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'plain', onclick: () => goTo(mistake) },
            h('strong', {}, mistake.line > 0 ? `Line ${mistake.line}: ` : ''),
            mistake.message,
            mistake.hint ? h('span', { class: 'muted' }, ` ${mistake.hint}`) : null,
          ),
        ),
      ),
    );
  };
  const showTrial = ({ problems: mistakes, findings, rules }: Trial): void => {
    showMistakes(mistakes);
    const proofCount = rules.reduce((sum, { bad, good }) => sum + bad.length + good.length, 0);
    verdict.textContent =
      mistakes.length > 0
        ? `${mistakes.length === 1 ? 'One mistake' : `${mistakes.length} mistakes`} to fix`
        : `All ${proofCount} examples pass.`;
    verdict.classList.toggle('good', mistakes.length === 0);
    draftSurface.read();
    draftSurface.paint(
      findings.flatMap(({ start, end }): Mark[] =>
        start === null || end === null || start === end
          ? []
          : [{ id: nextMark(), start, end, style: 'other', current: false }],
      ),
    );
    found.replaceChildren(
      ...(findings.length > 0
        ? findings.map(({ message }) => h('li', {}, message))
        : [h('li', { class: 'muted' }, 'No findings in this draft.')]),
    );
    proofsTitle.hidden = rules.length === 0;
    proofs.replaceChildren(
      ...rules.flatMap((rule) => [
        h('h4', {}, rule.id.replace(/^[^/]*\//, '')),
        h(
          'ul',
          { class: 'examples' },
          ...rule.bad.map((example) => h('li', { class: 'finds' }, ...renderExample(example))),
          ...rule.good.map((example) => h('li', { class: 'leaves' }, example.text)),
        ),
      ]),
    );
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;
  const run = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const text = draftSurface.read();
    try {
      const trial = await tryRules(yaml.value, text);
      if (mine === turn) showTrial(trial);
    } catch (error) {
      if (mine === turn) verdict.textContent = error instanceof Error ? error.message : '';
    }
  };
  const soon = (): void => {
    // The marks may be on the wrong lines now, so show none until the next answer.
    yamlSurface.paint([]);
    draftSurface.paint([]);
    clearTimeout(timer);
    timer = setTimeout(() => void run(), PAUSE_MS);
  };
  yaml.addEventListener('input', () => {
    soon();
    sessionStorage.setItem(KEPT.rule, yaml.value);
  });
  draft.addEventListener('input', () => {
    soon();
    sessionStorage.setItem(KEPT.draft, draftSurface.read());
  });
  yaml.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey || event.altKey) return;
    if (yaml.dataset['leaving']) return;
    event.preventDefault();
    document.execCommand('insertText', false, '  ');
  });
  // Escape, then Tab, leaves the field, so nobody is trapped in it.
  yaml.addEventListener('keyup', (event) => {
    if (event.key === 'Escape') yaml.dataset['leaving'] = 'yes';
  });
  yaml.addEventListener('blur', () => delete yaml.dataset['leaving']);

  void run();
  return h(
    'div',
    { class: 'try' },
    h(
      'section',
      { class: 'sheet', 'aria-labelledby': 'yaml-title' },
      h('h2', { id: 'yaml-title' }, 'Your rule'),
      h(
        'label',
        { for: 'yaml', class: 'hint', id: 'yaml-hint' },
        'Write words, not code: (this|that) means either, word? is optional, <number> is any number. Press Escape, then Tab, to leave the field.',
      ),
      yaml,
      verdict,
      problems,
      h(
        'p',
        { class: 'hint' },
        'This tab keeps the rule until you close it. To use it, make a pack: type ',
        h('code', {}, `${COMMAND} packs new our-rules`),
        ' in a terminal, and paste the rule into its rules.yml. If you only want to avoid a word, ',
        h('a', { href: '#settings' }, 'the settings'),
        ' have a list for that.',
      ),
    ),
    h(
      'section',
      { class: 'sheet', 'aria-labelledby': 'draft-title' },
      h('h2', { id: 'draft-title' }, 'A draft to try it on'),
      draft,
      found,
      proofsTitle,
      proofs,
    ),
  );
}
