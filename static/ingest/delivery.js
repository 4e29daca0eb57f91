// Fetches the page again while files wait, and puts only the part that changed in place of the old one.
"use strict";
const pause = 2000;

async function refresh() {
  try {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("forloeb");
    const shown = document.getElementById("forloeb");
    if (!fresh) return window.location.reload();
    if (fresh.innerHTML !== shown.innerHTML) shown.replaceWith(fresh);
    if (fresh.dataset.waiting === "0") return undefined;
  } catch {
    // The network comes back; what was shown stays until then.
  }
  return window.setTimeout(refresh, pause);
}

window.setTimeout(refresh, pause);
