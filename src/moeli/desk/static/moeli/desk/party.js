// Scans into a party stand in line until the server has answered each of them, so the next document
// may be scanned at once, also while the first one begins the party. They are sent one after the
// other, and an answer draws anew only what it changed. What is not answered soon is shown and sent
// again; while something waits, nothing leaves the page. The line is kept in this page, and as a
// draft of the officer, nowhere else.

const SOON = 1_000; // milliseconds: an answer that takes longer is waited for in sight
const AGAIN = 4_000; // from a failure to the next try
const PATIENCE = 20_000; // without an answer: from here on the link is taken for cut
const FORBIDDEN = 403; // a locked page, or a token that is too old
const FORM = "[data-draws-parts]";
const TOKEN = "csrfmiddlewaretoken";

let form, line, box, how; // of the page that stands
let scans = []; // { fields, again, refused } in their order
let why = ""; // they wait: the answer is "slow", the link or the server "gone", the page "shut"
let held = false; // whether something that leaves the page was held back
let mending = null; // the refused scan that stands in the box
let busy = false;
let next = 0;

const waiting = () => scans.filter((scan) => !scan.refused);
const refused = () => scans.filter((scan) => scan.refused);

function done(...over) {
  scans = scans.filter((scan) => !over.includes(scan));
  if (over.includes(mending)) mending = null;
}

function inBox() {
  const { [TOKEN]: _token, ...fields } = Object.fromEntries(new FormData(form));
  return { fields };
}

function stand() {
  form = document.querySelector(FORM);
  line = document.querySelector("[data-waiting]");
  ({ zone: box, how } = form.elements);
  form.addEventListener("submit", scanned);
  box.addEventListener("moeli:scan", stepAside);
  box.addEventListener("input", () => { if (mending && !box.value) leaveOut(mending); });
  line.querySelector("[data-send]").addEventListener("click", workAnew);
  line.querySelector("[data-leave-out]").addEventListener("click", () => leaveOut(mending ?? refused()[0]));
  line.querySelector("[data-give-up]").addEventListener("click", () => leaveOut(...waiting()));
  const kept = JSON.parse(line.elements.scans.value || "[]");
  scans.unshift(...kept.filter(({ fields }) => fields.zone !== box.value));
  if (!box.value) return;
  mending = { ...inBox(), refused: true }; // the page came with what could not be used
  scans.unshift(mending);
}

// The first scan begins the party: its page takes the place of this one, and no key is lost to it.
function become(answer) {
  keep([]);
  document.title = answer.title;
  document.body.replaceWith(answer.body);
  stand();
  history.replaceState(null, "", form.action);
  document.body.dispatchEvent(new CustomEvent("moeli:drawn", { bubbles: true }));
  box.focus();
}

// The page that answers and its status; none where the link is cut or the server fails.
async function ask(told) {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(form.action, { redirect: "manual", signal, ...told });
    const { status } = answer;
    return status < 500 && Object.assign(new DOMParser().parseFromString(await answer.text(), "text/html"), { status });
  } catch {
    return null;
  }
}

// Says why it still waits. From the first try on it may have arrived although nobody answered.
async function send(scan) {
  const headers = { "X-Moeli-Parts": "yes", ...(scan.again && { "X-Moeli-Again": "yes" }) };
  const body = new URLSearchParams({ ...scan.fields, [TOKEN]: form.elements[TOKEN].value });
  scan.again = true;
  const answer = await ask({ method: "POST", body, headers });
  if (!answer) return "gone";
  const whole = answer.querySelector(FORM);
  const parts = whole ? [] : [...answer.querySelectorAll("[data-part]")];
  if (!whole && !parts.length) return shut(answer);
  document.dispatchEvent(new CustomEvent("moeli:answered", { detail: parts }));
  if (parts.some((part) => "refused" in part.dataset)) scan.refused = true;
  else done(scan);
  if (whole && line.isConnected) become(answer); // a locked page shows nothing
  return "";
}

// What the other page says, where it is not about who sits here.
function shut(answer) {
  const said = answer.status === FORBIDDEN ? [] : answer.querySelectorAll("main h1, main h1 + p");
  line.querySelector("[data-said]").textContent = [...said].map((each) => each.textContent.trim()).join(": ");
  return "shut";
}

async function work() {
  show();
  const [scan] = waiting();
  if (busy || !scan) return undefined;
  clearTimeout(next);
  busy = true;
  const slow = setTimeout(() => { why ||= "slow"; show(); }, SOON);
  why = await send(scan);
  clearTimeout(slow);
  busy = false;
  if (!why) return work();
  if (why === "gone") next = setTimeout(work, AGAIN);
  return show();
}

// Who signed in or unlocked in another window has another token; nobody sends another's scans.
async function workAnew() {
  const fresh = why === "shut" && (await ask({}))?.querySelector(FORM);
  if (fresh && fresh.dataset.person === form.dataset.person) {
    for (const each of document.getElementsByName(TOKEN)) each.value = fresh.elements[TOKEN].value;
    why = "";
  }
  return work();
}

function show() {
  if (!box.value && refused().length) {
    [mending] = refused(); // it stands in the box to be mended
    box.value = mending.fields.zone;
  }
  const counts = { refused: refused().length, held: Number(held) };
  if (why) counts[why] = (why === "shut" ? scans : waiting()).length;
  for (const each of line.querySelectorAll("[data-when]")) {
    const count = each.dataset.when.split(" ").map((name) => counts[name]).find(Boolean);
    each.hidden = !count;
    for (const number of each.querySelectorAll("[data-count]")) number.textContent = count;
  }
  line.hidden = !Object.values(counts).some(Boolean);
  keep(line.hidden ? [] : scans);
}

function keep(these) {
  const kept = these.length ? JSON.stringify(these) : "";
  if (line.elements.scans.value === kept) return;
  line.elements.scans.value = kept;
  line.dispatchEvent(new Event("input")); // a draft of what is half-done
}

function scanned(event) {
  event.preventDefault();
  if (mending) done(mending); // it is sent anew, as it was mended
  scans.push(inBox());
  box.value = how.value = "";
  held = false;
  box.focus();
  work();
}

// The scanner's text comes into the box: what stands there waits until the box is free again.
function stepAside() {
  if (!mending && box.value.trim()) scans.push({ ...inBox(), refused: true });
  mending = null;
}

function leaveOut(...over) {
  if (over.includes(mending)) box.value = "";
  done(...over);
  held = false;
  box.focus();
  show();
}

function holdsBack(event) {
  const { target, type } = event;
  const stays = type === "submit" ? target.matches(`${FORM}, [data-locks]`)
    : !target.closest?.("a[href]:not([target], [href^='#'])");
  if (stays || !scans.length) return;
  event.preventDefault();
  event.stopPropagation();
  held = true;
  show();
}

// Whoever leaves by the browser is asked; a page that is locked goes, and what waits is its draft.
function goes(event) {
  keep(scans);
  if (scans.length && line.isConnected) event.preventDefault();
}

function staysOpen(event) {
  if (!scans.length) return;
  event.preventDefault();
  why = "shut";
  show();
}

for (const kind of ["submit", "click"]) document.addEventListener(kind, holdsBack, true);
document.addEventListener("moeli:goes", staysOpen);
for (const kind of ["beforeunload", "pagehide"]) window.addEventListener(kind, goes, true);
window.addEventListener("online", () => work());
window.addEventListener("focus", () => { if (why === "shut") workAnew(); });
stand();
work();
