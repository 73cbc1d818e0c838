// Lets this tab in. The tab may come from a bookmark, so it may have no page key yet, or one of a server that has stopped since.
// On Linux the server knows whose tab this is. Elsewhere the person presses a button, and confirms the code in a terminal.
const softsellDoor = (() => {
  const KEY = "softsell-page";
  const command = document.body.dataset.command || "softsell";
  let opening = null;

  async function post(path, body) {
    const response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** Waits until the person has answered in the terminal. Returns the page key, or null if it's over without one. */
  async function waitForAnswer({ verifier, interval }) {
    for (;;) {
      await wait(interval);
      const answer = await post("/v1/session/poll", { verifier });
      if (answer.status === "open") return answer.page_key;
      if (answer.status !== "pending") return null;
    }
  }

  /** Shows the button, and the code once it's pressed. Returns the page key. */
  function askPerson() {
    return new Promise((resolve) => {
      const text = element("p", {
        textContent:
          "On this system softsell can't tell by itself whether it's you. Press the button, then confirm the code in a terminal.",
      });
      const code = element("p", { className: "code", hidden: true });
      const button = element("button", { type: "button", className: "button primary yes", textContent: "It’s me" });
      const panel = element("section", { className: "door", role: "status" }, text, code, button);
      button.addEventListener("click", async () => {
        button.disabled = true;
        const asked = await post("/v1/session", { ask: true });
        code.textContent = asked.code ?? "";
        code.hidden = !asked.code;
        text.textContent = asked.code
          ? `In a terminal, type “${command} pair”. If it shows this code, answer y.`
          : (asked.detail ?? "");
        const key = asked.code ? await waitForAnswer(asked).catch(() => null) : null;
        if (key) {
          panel.remove();
          resolve(key);
          return;
        }
        code.hidden = true;
        text.textContent = asked.code ? "It wasn’t confirmed. Press the button to try again." : text.textContent;
        button.disabled = false;
      });
      document.querySelector("main").before(panel);
    });
  }

  async function open() {
    const answer = await post("/v1/session", { ask: false });
    const key = answer.status === "ask" ? await askPerson() : answer.page_key;
    if (key) sessionStorage.setItem(KEY, key);
  }

  return {
    /** Does what fetch does, as this tab. Lets the tab in first where it has to be. Rejects if no server answers. */
    async fetch(path, init = {}) {
      for (let turn = 0; ; turn += 1) {
        const key = sessionStorage.getItem(KEY);
        if (key) {
          const headers = { "Content-Type": "application/json", ...init.headers, "Softsell-Page": key };
          const response = await fetch(path, { ...init, headers });
          if (response.status !== 401 || turn > 0) return response;
        }
        opening ??= open().finally(() => {
          opening = null;
        });
        await opening;
        if (!sessionStorage.getItem(KEY)) throw new Error("softsell didn't let this tab in");
      }
    },
  };
})();
