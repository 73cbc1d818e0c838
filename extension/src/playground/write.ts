/** The page to write on. The extension's own code annotates its box; meters, length and list are beside it. */

import type { Annotator } from '../content/annotator.ts';
import { describeState } from '../content/badge/badge.ts';
import type { Site } from '../content/platforms/sites.ts';
import { Session } from '../content/session/session.ts';
import type { Severity } from '../shared/api.ts';
import type { PageState } from '../shared/messages.ts';
import { findProfile } from '../shared/profiles.ts';
import { exampleOf } from '../shared/rules.ts';
import { DEFAULTS } from '../shared/settings.ts';
import { h } from '../ui/dom.ts';
import { FindingList } from '../ui/finding-list.ts';
import { KindPicker } from '../ui/kind-picker.ts';
import { LengthLine, Meters } from '../ui/meters.ts';
import { createPlatformPicker, Stop } from '../ui/parts.ts';
import { check, fetchRules, onReturn } from './server.ts';

const readMore = (page: string): void => void open(page, '_blank', 'noopener');

const SITE: Site = { platform: null, picks: false, exclude: null, replies: [], post: null };

/** Where this tab keeps the draft, so a reload doesn't lose it. Other tabs and other pages can't see it, and it goes with the tab. */
const DRAFT = 'softsell-draft';

const SAMPLES: readonly (readonly [string, string])[] = [
  [
    'A pushy one',
    '🚨 LAST CHANCE!!! Our amazing summer sale ends TONIGHT. Buy now before it’s too late, you won’t regret it! Only 3 left!',
  ],
  [
    'One about us',
    'We are thrilled to announce that we have won an award. We are so proud of our team, and our new range is our best yet.',
  ],
  [
    'A good one',
    'Rain all week here. We started baking the cinnamon buns an hour earlier so they are warm when school opens. What gets you out of the door on a wet morning?',
  ],
];

/** Creates the view. It stays alive while other views show, so nothing that was written is lost. */
export function createWriteView(): HTMLElement {
  const settings: { allow: string[]; ignore: string[]; rules: Record<string, { severity: Severity }> } = {
    allow: [],
    ignore: [],
    rules: {},
  };
  let state: PageState = {
    active: true,
    pausedUntil: 0,
    keys: DEFAULTS.keys,
    badge: { offset: null, collapsed: false },
    platform: null,
    revision: 0,
  };
  const change = (part: Partial<PageState>): void => {
    state = { ...state, ...part, revision: state.revision + 1 };
    session.update(state);
  };

  const box = h('div', {
    class: 'compose',
    contenteditable: 'plaintext-only',
    role: 'textbox',
    'aria-multiline': 'true',
    'aria-label': 'Your post',
    'data-placeholder': 'Write or paste a post here…',
    spellcheck: 'true',
  });
  const picker = createPlatformPicker('platform');
  picker.addEventListener('change', () => change({ platform: picker.value || null }));
  const answered = h('textarea', {
    id: 'answered',
    rows: 2,
    'data-softsell': 'off',
    'aria-describedby': 'answered-hint',
  });
  answered.addEventListener('change', () => change({}));
  /** The person's own text, which a sample has replaced. */
  let own = '';
  const back = h(
    'button',
    { type: 'button', class: 'button', hidden: true, onclick: () => put(own) },
    'Back to my text',
  );
  const put = (text: string): void => {
    const before = annotator.surface.read();
    if (before.trim() !== '' && !SAMPLES.some(([, sample]) => sample === before)) own = before;
    back.hidden = own === '' || text === own;
    box.focus();
    if (text.includes('\n')) {
      // Chromium would make an element of each line, and read them with more line breaks.
      box.textContent = text;
    } else {
      // As if it were typed, so the browser's undo brings the text before back.
      document.getSelection()?.selectAllChildren(box);
      document.execCommand('insertText', false, text);
    }
    annotator.touch(true);
  };

  const title = h('h2', { id: 'found' });
  const meters = new Meters(() => void annotator.explain());
  const length = new LengthLine();
  const notice = h('p', { class: 'notice', role: 'status', hidden: true });
  const stop = new Stop();
  const kind = new KindPicker((picked) => annotator.setKind(picked));
  const list = new FindingList({
    pick: (placed) => session.pick(annotator, placed),
    insert: (placed, fix) => void session.insert(annotator, placed, fix),
    readMore,
  });

  const show = ({ view }: Annotator): void => {
    title.textContent = describeState(view);
    meters.show(view.scores, view.reasons);
    length.show(view.text, findProfile(state.platform));
    notice.hidden = view.refusal === null;
    notice.textContent = view.refusal?.message ?? '';
    stop.show(
      view.phase === 'checked',
      view.findings.map(({ finding }) => finding),
      view.scores,
    );
    kind.show(view.kind, view.chosenKind);
    list.show(view.findings, (placed) => annotator.textOf(placed), null);
    box.classList.toggle('blank', view.text === '');
    // Before the first look, the box holds text that nobody has read yet.
    if (view.phase !== 'empty' || box.textContent === '') sessionStorage.setItem(DRAFT, view.text);
  };

  const node = h(
    'div',
    { class: 'write' },
    h(
      'section',
      { class: 'sheet', 'aria-label': 'Your post' },
      h('div', { class: 'bar' }, h('label', { for: 'platform' }, 'This post is for'), picker),
      box,
      h(
        'p',
        { class: 'hint' },
        'This tab keeps your text when you reload it, and forgets it when you close it.',
      ),
      h(
        'div',
        { class: 'bar' },
        h('span', { class: 'muted' }, 'Or try'),
        ...SAMPLES.map(([label, text]) =>
          h('button', { type: 'button', class: 'button', onclick: () => put(text) }, label),
        ),
        back,
      ),
      h(
        'details',
        {},
        h('summary', {}, 'Is this a reply?'),
        h(
          'div',
          { class: 'field' },
          h('label', { for: 'answered' }, 'What they wrote'),
          answered,
          h(
            'span',
            { class: 'hint', id: 'answered-hint' },
            'softsell then checks whether your reply answers their question.',
          ),
        ),
      ),
    ),
    h(
      'section',
      { class: 'panel-like', 'aria-labelledby': 'found' },
      title,
      notice,
      meters.node,
      length.node,
      kind.node,
      stop.node,
      list.node,
    ),
  );

  const session = new Session(
    {
      site: SITE,
      siteName: 'this page',
      isAlive: () => true,
      soon: () => undefined,
      check: (text, platform, _reply, picked, explain) =>
        check({
          text,
          ...(explain && { explain }),
          ...(picked && { kind: picked }),
          ...(platform && { platform }),
          ...(answered.value.trim() && { reply_to: answered.value.trim() }),
          settings: { allow: settings.allow, ignore: settings.ignore, rules: settings.rules },
        }),
      example: async (rule) => exampleOf(await fetchRules().catch(() => []), rule),
      setSeverity: (rule, severity) => {
        settings.rules[rule] = { severity };
        change({});
      },
      allowPhrase: (phrase) => {
        settings.allow.push(phrase);
        change({});
      },
      ignoreHere: (rule) => {
        settings.ignore.push(rule);
        change({});
      },
      explain: (rule) => {
        location.hash = rule ? `rules/${rule}` : 'rules';
      },
      readMore,
      placeBadge: () => {},
      pickPlatform: () => {},
      // Nothing is posted from here.
      history: null,
    },
    state,
    {
      badge: false,
      changed: (changed) => changed.surface.element === box && show(changed),
      list: () => list.focus(),
    },
  );
  box.textContent = sessionStorage.getItem(DRAFT) ?? '';
  const annotator = session.attach(box);
  show(annotator);
  if (box.textContent) annotator.touch(true);
  onReturn(() => change({}));
  return node;
}
