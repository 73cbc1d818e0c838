/** Listeners that act only on what a person really did: a page can make events, but not trusted ones. */

/** Wraps a listener so that events made by script do nothing. */
export function trusted<E extends Event>(listener: (event: E) => void): EventListener {
  return (event) => {
    if (event.isTrusted) listener(event as E);
  };
}
