// Keys of the desk. A scan types letters, so letters never decide: only function keys and Escape do.

const ZONES = [[2, 44], [2, 36], [3, 30]];

// What lies in a closed fold has boxes in newer browsers, but nobody sees it.
function shown(element) {
  const from = element.closest("summary")?.parentElement.parentElement ?? element;
  return element.getClientRects().length > 0 && !from.closest("details:not([open])");
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return undefined;
  if (event.key === "Escape" && closedOpen()) return event.preventDefault();
  const target = [...document.querySelectorAll("[data-key]")].find(
    (element) => element.dataset.key === event.key && shown(element) && answers(element),
  );
  if (!target) return undefined;
  event.preventDefault();
  target.click();
  const grounds = target.closest("[data-opens-grounds]");
  if (grounds) atFirst(grounds); // at once: the next key of a quick hand is meant for it
  return undefined;
}

// While grounds are asked for, no key decides anything else: F2 there would mean "done" to a hand.
// Opening the next document that was scanned decides nothing.
function answers(element) {
  const asked = document.querySelector("[data-opens-grounds][open]");
  if (!asked || asked.contains(element) || element.matches("summary")) return true;
  return Boolean(element.closest("[data-scanned]"));
}

// Escape closes what is open before it leaves the page.
function closedOpen() {
  const open = document.querySelector(":is([data-opens-grounds], [data-menu])[open]");
  if (!open) return false;
  open.open = false;
  open.querySelector("summary").focus();
  return true;
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
  const how = area.form.querySelector("[data-captured-how]");
  if (how) tellsHow(area, how);
  area.addEventListener("paste", () => setTimeout(() => {
    if (isWholeZone(area.value)) area.form.requestSubmit();
  }));
}

// Says how the zone came into the box: no hand types a whole zone at a scanner's pace.
const PACE = 50; // milliseconds between two keys, on average over the whole scan
const FEWEST = 40; // keys: fewer than a line are never called a scan

function tellsHow(area, how) {
  let keys = 0;
  let first = 0;
  let last = 0;
  let pasted = false;
  const said = () => {
    if (pasted) return "pasted";
    const scanned = keys >= FEWEST && (last - first) / keys <= PACE;
    return keys ? (scanned ? "wedge_scan" : "typed") : "";
  };
  const begin = () => { keys = 0; pasted = false; };
  area.addEventListener("keydown", (event) => {
    if (event.key.length !== 1 && event.key !== "Backspace") return;
    if (!area.value) begin();
    if (!keys) first = event.timeStamp;
    last = event.timeStamp;
    keys += 1;
  });
  area.addEventListener("paste", () => { pasted = true; });
  area.addEventListener("input", () => { how.value = said(); });
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

// Enter in a list in which something is chosen sends the form, as it does in a box. Where a button
// is named, it presses that one: what a form says may depend on it.
function entersInLists(form) {
  form.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const by = target.closest("[data-enter-presses]")?.dataset.enterPresses;
    const box = target.matches(by ? "select, input" : "select");
    if (key !== "Enter" || !box || !target.value) return;
    event.preventDefault();
    form.requestSubmit(by ? document.getElementById(by) : null);
  });
}

function atFirst(details) {
  if (!details.open || details.querySelector(":focus:not(summary)")) return;
  details.querySelector("input:is([type=radio], [type=checkbox]), button")?.focus();
}

function opensGrounds(details) {
  details.addEventListener("toggle", () => atFirst(details));
}

function closesMenus(event) {
  document.querySelectorAll("[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}

function tend(root) {
  root.querySelectorAll("form[method=post]:not([data-again])").forEach(once);
  root.querySelectorAll("[data-enter-sends]").forEach(entersInLists);
  root.querySelectorAll("[data-capture]").forEach(capture);
}

document.addEventListener("keydown", press);
document.addEventListener("click", closesMenus);
document.querySelectorAll("[data-opens-grounds]").forEach(opensGrounds);
tend(document);
document.addEventListener("moeli:drawn", (event) => tend(event.target)); // a part of the page came anew, or all of it
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
