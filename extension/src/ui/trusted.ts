/** Listeners that act only on what a person really did. A page can create events, but not trusted ones. */

/** Wraps a listener so it ignores events that a script created. */
export function trusted<E extends Event>(listener: (event: E) => void): EventListener {
  return (event) => {
    if (event.isTrusted) listener(event as E);
  };
}
