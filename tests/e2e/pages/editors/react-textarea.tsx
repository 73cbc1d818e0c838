import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { app, plain, ready } from '../editor.ts';

let current = plain;

function Page() {
  const [text, setText] = useState(plain);
  current = text;
  return (
    <form>
      <textarea
        value={text}
        aria-label="Post text"
        rows={6}
        cols={50}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="button" id="send" onClick={() => setText('')}>
        Post
      </button>
    </form>
  );
}

createRoot(app).render(<Page />);
const root = (): HTMLTextAreaElement => app.querySelector('textarea') as HTMLTextAreaElement;
const wait = new MutationObserver(() => {
  if (!root()) return;
  wait.disconnect();
  ready({ text: () => current, root });
});
wait.observe(app, { childList: true, subtree: true });
