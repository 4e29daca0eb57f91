// Tells which files are chosen and how much of them is sent. Without it the form works as any form does.
"use strict";
const form = document.getElementById("indlaeg");
const input = document.getElementById("files");
const told = document.getElementById("valgt");
const megabytes = (bytes) => (bytes / 1048576).toLocaleString("da", { maximumFractionDigits: 1 });
const size = (bytes) => (bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${megabytes(bytes)} MB`);

input.addEventListener("change", () => {
  const list = document.createElement("ul");
  for (const file of input.files) {
    const row = document.createElement("li");
    row.textContent = `${file.name} (${size(file.size)})`;
    list.append(row);
  }
  told.replaceChildren(list);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const progress = document.createElement("progress");
  const words = document.createElement("p");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", "Sendt");
  told.append(progress, words);
  button.disabled = true;
  const request = new XMLHttpRequest();
  const failed = () => {
    words.textContent = "Filerne kunne ikke sendes. Prøv igen.";
    button.disabled = false;
    progress.remove();
  };
  request.upload.addEventListener("progress", (sent) => {
    progress.value = sent.total ? sent.loaded / sent.total : 0;
    words.textContent = `${size(sent.loaded)} af ${size(sent.total)} er sendt.`;
  });
  request.addEventListener("load", () => {
    if (request.status === 200) window.location.assign(request.responseURL);
    else failed();
  });
  request.addEventListener("error", failed);
  request.open("POST", form.action);
  request.send(new FormData(form));
});
