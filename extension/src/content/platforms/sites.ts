/**
 * Says which site is which platform, which of its boxes to leave alone, where it shows the message being answered, and which buttons post.
 * Selectors prefer roles, labels and test ids, which outlive class names. shared/profiles says what a platform allows.
 */

export interface Site {
  /** The platform's id, or null if the person picks one (in tools that post to several platforms) or there is none. */
  readonly platform: string | null;
  /** Whether the person picks the platform beside the box. */
  readonly picks: boolean;
  /** Boxes inside these are left alone (private messages, search). */
  readonly exclude: string | null;
  /** Where to look for the message being answered, in order. */
  readonly replies: readonly ReplyPlace[];
  /** The site's own post buttons. history/words.ts also knows them by name. */
  readonly post: string | null;
}

export interface ReplyPlace {
  /** The nearest ancestor of the box that holds both it and the message. */
  readonly scope: string;
  /** The message in it: the last match before the box. */
  readonly message: string;
}

interface Entry {
  /** Where the extension runs from the start, as in match patterns: `*.` stands for the host and everything below it. */
  readonly hosts: readonly string[];
  /** Further hosts, where it only runs after the person has allowed it. */
  readonly allowedHosts?: readonly string[];
  readonly platform: string | null;
  readonly exclude?: string;
  readonly replies?: readonly ReplyPlace[];
  readonly post?: string;
}

const MASTODON_REPLIES: readonly ReplyPlace[] = [
  { scope: '.compose-form', message: '.reply-indicator__content, .edit-indicator__content' },
  { scope: '.compose-panel, .columns-area', message: '.detailed-status .status__content' },
];

const MASTODON_POST = '.compose-form__submit button, .compose-form button[type="submit"]';

const ENTRIES: readonly Entry[] = [
  {
    hosts: ['x.com', 'twitter.com'],
    platform: 'x',
    exclude: '[data-testid^="dmComposer"], [data-testid="DmActivityViewport"]',
    post: '[data-testid="tweetButton"], [data-testid="tweetButtonInline"]',
    replies: [
      { scope: '[role="dialog"]', message: '[data-testid="tweetText"]' },
      { scope: 'main, [role="main"]', message: 'article [data-testid="tweetText"]' },
    ],
  },
  {
    hosts: ['*.linkedin.com'],
    platform: 'linkedin',
    exclude: '.msg-form, .msg-overlay-container, [data-view-name^="messag"]',
    post: '.share-actions__primary-action, [class*="comments-comment-box__submit-button"]',
    replies: [
      {
        scope: '.comments-comment-entity, article.comments-comment-item',
        message: '.comments-comment-item__main-content, .update-components-text',
      },
      {
        scope: '.feed-shared-update-v2, [data-urn^="urn:li:activity"]',
        message: '.update-components-text, .feed-shared-text',
      },
    ],
  },
  {
    hosts: ['*.facebook.com'],
    platform: 'facebook',
    exclude:
      '[aria-label="Message"], [role="dialog"][aria-label^="Chat"], [aria-label^="Messages in conversation"]',
    replies: [
      {
        scope: '[role="article"]',
        message: '[data-ad-preview="message"], [data-ad-comet-preview="message"], div[dir="auto"]',
      },
      { scope: '[role="dialog"]', message: '[data-ad-preview="message"], [data-ad-comet-preview="message"]' },
    ],
  },
  {
    hosts: ['*.instagram.com'],
    platform: 'instagram',
    exclude: '[aria-label="Message"]',
    replies: [{ scope: 'article, [role="dialog"]', message: 'h1, ul li span[dir="auto"]' }],
  },
  {
    hosts: ['*.threads.net', '*.threads.com'],
    platform: 'threads',
    replies: [{ scope: '[role="dialog"], [data-pressable-container]', message: 'span[dir="auto"]' }],
  },
  {
    hosts: ['bsky.app'],
    platform: 'bluesky',
    exclude: '[data-testid="messageInput"]',
    post: '[data-testid="composerPublishBtn"]',
    replies: [
      {
        scope: '[role="dialog"], [aria-modal="true"]',
        message: '[data-testid="replyToText"], [data-testid="postText"]',
      },
    ],
  },
  {
    hosts: ['mastodon.social', 'mastodon.online'],
    platform: 'mastodon',
    replies: MASTODON_REPLIES,
    post: MASTODON_POST,
  },
  {
    hosts: ['*.pinterest.com'],
    allowedHosts: ['pinterest.co.uk', 'pinterest.de', 'pinterest.fr'],
    platform: 'pinterest',
  },
  { hosts: ['*.tumblr.com'], platform: 'tumblr' },
  {
    hosts: ['*.youtube.com'],
    platform: 'youtube',
    replies: [{ scope: 'ytd-comment-thread-renderer, ytcp-comment-thread', message: '#content-text' }],
  },
  {
    hosts: ['*.reddit.com'],
    platform: 'reddit',
    replies: [
      { scope: 'shreddit-comment', message: '[slot="comment"]' },
      { scope: 'main', message: 'shreddit-post [slot="text-body"]' },
    ],
  },
  { hosts: ['*.tiktok.com'], platform: 'tiktok', exclude: '[data-e2e="message-input-area"]' },
  {
    hosts: ['*.wordpress.com'],
    allowedHosts: ['medium.com', 'substack.com', 'ghost.io'],
    platform: 'blog',
  },
  { hosts: ['*.buffer.com', '*.hootsuite.com'], platform: null },
];

/** The match patterns of the sites where the extension runs from the start. The build writes them into the manifest. */
export const MATCHES: readonly string[] = ENTRIES.flatMap(({ hosts }) =>
  hosts.map((host) => `https://${host}/*`),
);

function isBelow(host: string, entry: Entry): boolean {
  return [...entry.hosts, ...(entry.allowedHosts ?? [])]
    .map((known) => known.replace('*.', ''))
    .some((known) => host === known || host.endsWith(`.${known}`));
}

function entryOf(host: string): Entry | null {
  return ENTRIES.find((entry) => isBelow(host, entry)) ?? null;
}

/** Recognizes software that any site can run, by tags in the page's head. */
function softwareOf(document: Document): string | null {
  if (document.querySelector('#mastodon[data-props], meta[content="Mastodon" i]')) return 'mastodon';
  const generator = document.querySelector('meta[name="generator"]')?.getAttribute('content') ?? '';
  if (/wordpress|ghost|drupal|joomla/i.test(generator) || document.body?.classList.contains('wp-admin'))
    return 'blog';
  return null;
}

/** Returns what we know about the site at `host` (no port). */
export function siteOf(host: string, document: Document): Site {
  const entry = entryOf(host);
  if (entry) {
    return {
      platform: entry.platform,
      picks: entry.platform === null,
      exclude: entry.exclude ?? null,
      replies: entry.replies ?? [],
      post: entry.post ?? null,
    };
  }
  const software = softwareOf(document);
  return {
    platform: software,
    picks: software === null,
    exclude: null,
    replies: software === 'mastodon' ? MASTODON_REPLIES : [],
    post: software === 'mastodon' ? MASTODON_POST : null,
  };
}
