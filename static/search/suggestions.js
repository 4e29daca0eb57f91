/* Suggestions while typing: an ARIA combobox on every search box. Without this file the box is a plain field. */
"use strict";

(() => {
  const DELAY = 180;
  const KINDS = { committee: "Udvalg", case: "Sag", subject: "Emne", word: "Ord" };

  function enhance(input, number) {
    const address = input.dataset.suggestions;
    const list = document.createElement("ul");
    let timer = 0;
    let request = null;
    let chosen = -1;

    list.id = `forslag-${number}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Forslag");
    list.hidden = true;
    input.parentElement.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function close() {
      clearTimeout(timer);
      request?.abort();
      list.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    }

    function choose(place) {
      list.children[chosen]?.setAttribute("aria-selected", "false");
      chosen = place;
      const option = list.children[place];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
    }

    function show(suggestions) {
      list.replaceChildren(...suggestions.map((suggestion, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url;
        const label = document.createElement("span");
        label.textContent = suggestion.label;
        const kind = document.createElement("span");
        kind.className = "suggestion-kind";
        kind.textContent = [KINDS[suggestion.kind], suggestion.detail].filter(Boolean).join(" · ");
        option.append(label, kind);
        return option;
      }));
      choose(-1);
      list.hidden = suggestions.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    async function fetchSuggestions() {
      request?.abort();
      request = new AbortController();
      try {
        const response = await fetch(`${address}?q=${encodeURIComponent(input.value)}`, { signal: request.signal });
        if (response.ok && document.activeElement === input) show((await response.json()).suggestions);
      } catch {
        /* An aborted or failed request leaves the plain search box. */
      }
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(input.value.trim().length > 1 ? fetchSuggestions : close, DELAY);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const count = list.hidden ? 0 : list.children.length;
      if (event.key === "Escape" && count) close();
      else if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
      else if (event.key === "ArrowUp" && count) choose((chosen - 1 + count) % count);
      else if (event.key === "Enter" && chosen >= 0 && count) location.assign(list.children[chosen].dataset.url);
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  }

  document.querySelectorAll("input[data-suggestions]").forEach(enhance);
})();
