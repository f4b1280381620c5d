// Keys of the desk. A scan types letters, so letters never decide: only function keys and Escape do.

const ZONES = [[2, 44], [2, 36], [3, 30]];

const shown = (element) => element.getClientRects().length > 0;

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === event.key && shown(element),
  );
  if (!target) return;
  event.preventDefault();
  target.click();
}

function isWholeZone(text) {
  const lines = text.split(/[\r\n\t]+/).map((line) => line.trim()).filter(Boolean);
  return ZONES.some(([count, width]) =>
    lines.length === count && lines.every((line) => line.length === width));
}

// A wedge scanner ends each line with Enter or Tab; the one that completes a zone sends it.
function capture(area) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Tab") return;
    if (isWholeZone(area.value)) {
      event.preventDefault();
      area.form.requestSubmit();
    } else if (event.key === "Tab" && !event.shiftKey && area.value.trim() && scanning(area)) {
      event.preventDefault();
      area.setRangeText("\n", area.selectionStart, area.selectionEnd, "end");
    }
  });
  area.addEventListener("paste", () => setTimeout(() => {
    if (isWholeZone(area.value)) area.form.requestSubmit();
  }));
}

// Tab means "next line" only right after a full line; otherwise it moves on, as everywhere.
function scanning(area) {
  const line = area.value.slice(0, area.selectionStart).split("\n").pop().trim();
  return ZONES.some(([, width]) => line.length === width);
}

function once(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}

function opensGrounds(details) {
  details.addEventListener("toggle", () => {
    if (details.open) details.querySelector("input[type=radio]")?.focus();
  });
}

document.addEventListener("keydown", press);
document.querySelectorAll("[data-capture]").forEach(capture);
document.querySelectorAll("form[method=post]").forEach(once);
document.querySelectorAll("[data-opens-grounds]").forEach(opensGrounds);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
document.querySelectorAll("[data-copy]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
});
document.querySelector("[data-focus]")?.focus();
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => delete form.dataset.sent);
});
