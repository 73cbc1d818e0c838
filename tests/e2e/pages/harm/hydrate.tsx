/** A whole document that React 18 takes over late, as slow pages do. Its markup is in hydrate.html. */
import { hydrateRoot } from 'react-dom/client';

declare global {
  interface Window {
    hydrate(): void;
    complaints: string[];
  }
}

function Page() {
  return (
    <html lang="en">
      <head>
        <title>Hydrated late</title>
      </head>
      <body>
        <main>
          <textarea id="box" aria-label="Post" rows={6} cols={50} defaultValue="We utilise rye." />
        </main>
        <script src="hydrate.js" />
      </body>
    </html>
  );
}

window.complaints = [];
window.hydrate = () => {
  hydrateRoot(document, <Page />, { onRecoverableError: (error) => window.complaints.push(String(error)) });
};
