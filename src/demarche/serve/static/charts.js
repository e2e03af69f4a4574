// Adds to pages with a chart what needs a script: the picture as PNG. Everything else works without.
"use strict";

const SCALE = 2; // pixels of the picture a pixel of the page

async function picture(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const markup = await answer.text();
  const image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(markup);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * SCALE;
  canvas.height = image.naturalHeight * SCALE;
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

function offer(link) {
  const button = document.createElement("a");
  button.href = link.href;
  button.textContent = "picture (PNG)";
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const made = await picture(link.href);
    const save = document.createElement("a");
    save.href = URL.createObjectURL(made);
    save.download = document.title.split(" · ")[0].toLowerCase().replace(/[^a-z0-9]+/g, "-") + ".png";
    save.click();
    URL.revokeObjectURL(save.href);
  });
  link.after(" · ", button);
}

document.querySelectorAll("a[data-picture]").forEach(offer);
