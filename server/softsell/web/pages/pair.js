// The buttons of the pairing page. Every few seconds it checks for new requests.
const outcome = document.getElementById("outcome");
const headers = {
  "Content-Type": "application/json",
  "Softsell-Page": sessionStorage.getItem("softsell-page") ?? "",
};

document.getElementById("requests").addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-answer]");
  if (!button) return;
  const request = button.closest(".request");
  for (const each of request.querySelectorAll("button")) each.disabled = true;
  const response = await fetch(`/v1/pair/${button.dataset.answer}`, {
    method: "POST",
    headers,
    body: JSON.stringify({ code: request.dataset.code }),
  });
  const answer = await response.json();
  if (response.ok) {
    const yes = button.dataset.answer === "approve";
    outcome.textContent = yes ? `${answer.name} is paired. You can close this page.` : `${answer.name} was refused.`;
    request.remove();
  } else {
    outcome.textContent = answer.detail;
  }
});

setInterval(async () => {
  const response = await fetch("/v1/pair/requests", { headers });
  if (!response.ok) return;
  const { requests } = await response.json();
  const shown = new Set([...document.querySelectorAll(".request")].map((each) => each.dataset.code));
  if (requests.some((request) => !shown.has(request.code))) location.reload();
}, 3000);
