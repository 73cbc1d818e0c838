// The requests to pair, with their buttons. Every few seconds the page looks for new ones, and drops those that are over.
const list = document.getElementById("requests");
const nobody = document.getElementById("nobody");
const outcome = document.getElementById("outcome");
const card = document.getElementById("card");
const LOOK_MS = 2000;

async function ask(path, body) {
  const response = await softsellDoor.fetch(path, body && { method: "POST", body: JSON.stringify(body) });
  return { ok: response.ok, content: await response.json() };
}

function show(requests) {
  const wanted = new Map(requests.map((request) => [request.code, request]));
  for (const shown of list.querySelectorAll(".request")) {
    if (!wanted.delete(shown.dataset.code)) shown.remove();
  }
  for (const request of wanted.values()) {
    const part = card.content.cloneNode(true);
    const section = part.querySelector(".request");
    section.dataset.code = request.code;
    section.setAttribute("aria-label", `Request from ${request.name}`);
    section.querySelector(".code").textContent = request.code;
    section.querySelector(".name").textContent = request.name;
    section.querySelector(".origin").textContent =
      request.origin ?? "a program on this computer, not a browser extension";
    list.append(part);
    outcome.textContent = "";
  }
  nobody.hidden = list.childElementCount > 0 || outcome.textContent !== "";
}

list.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-answer]");
  if (!button) return;
  const request = button.closest(".request");
  for (const each of request.querySelectorAll("button")) each.disabled = true;
  const { ok, content } = await ask(`/v1/pair/${button.dataset.answer}`, { code: request.dataset.code });
  request.remove();
  if (!ok) outcome.textContent = content.detail;
  else if (button.dataset.answer === "approve") outcome.textContent = `${content.name} is paired. You can close this page.`;
  else outcome.textContent = `You didn't allow it. ${content.name} can't use softsell.`;
});

async function look() {
  try {
    const { ok, content } = await ask("/v1/pair/requests");
    if (ok) show(content.requests);
  } catch {
    // softsell has stopped. The page goes on when it is back.
  }
  setTimeout(look, LOOK_MS);
}

look();
