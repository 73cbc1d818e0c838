/** SentPosts records the posts that were sent from the boxes, and shows what the history says of those before. */

import type { Annotator } from '../annotator.ts';
import { type HistoryAccess, Past, type PastNote } from '../history/past.ts';
import { PostWatch } from '../history/watch.ts';
import { messageAnswered } from '../platforms/reply.ts';
import type { Site } from '../platforms/sites.ts';

export interface SentPostsHooks {
  platform(): string | null;
  boxes(): Iterable<Annotator>;
  /** Whether an event is in our own elements. */
  isOurs(event: Event): boolean;
  /** Called when a note has another height. */
  changed(): void;
}

export class SentPosts {
  private readonly site: Site;
  private readonly hooks: SentPostsHooks;
  private readonly past: Past;
  private readonly watch: PostWatch;

  /** `notes` show the history. Listens until `signal` aborts. */
  constructor(
    history: HistoryAccess,
    site: Site,
    notes: readonly PastNote[],
    hooks: SentPostsHooks,
    signal: AbortSignal,
  ) {
    this.site = site;
    this.hooks = hooks;
    this.past = new Past(history, notes, () => hooks.changed());
    this.watch = new PostWatch(
      site.post,
      {
        boxes: () => hooks.boxes(),
        read: (box) => this.read(box),
        isOurs: (event) => hooks.isOurs(event),
        posted: ({ own, reply }) =>
          void history.posted(own, hooks.platform(), reply).then(() => this.past.forget()),
      },
      signal,
    );
  }

  /** Asks for what the history says of a draft. */
  ask({ own, view }: Annotator): void {
    void this.past.ask(this.hooks.platform(), own, view.phase === 'checked');
  }

  /** Records the post in a box, because the person says that it was sent. */
  record(annotator: Annotator): void {
    const { own, reply } = this.read(annotator);
    if (own.trim() !== '') void this.past.record(this.hooks.platform(), own, reply);
  }

  /** A box became empty, or isn't in the page any more. */
  emptied(annotator: Annotator): void {
    this.watch.emptied(annotator);
  }

  /** Forgets what the history said, because settings changed. */
  forget(): void {
    this.past.forget();
  }

  /** Doesn't take what happened so far for a post. */
  drop(): void {
    this.watch.drop();
  }

  private read(annotator: Annotator): { readonly own: string; readonly reply: string | null } {
    const { own, quoted } = annotator.readOwn();
    return { own, reply: messageAnswered(annotator.surface.element, quoted, this.site) };
  }
}
