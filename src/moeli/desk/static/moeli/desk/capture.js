// Recognises a wedge scanner anywhere on the page. It types: each document is a burst of keys, faster
// than any hand. A burst belongs to the box for zones; it never presses, chooses or decides anything.

const PACE = 30; // milliseconds between two keys of a burst
const PAUSE = 800; // after the last key of a burst that is not a whole document: then it is shown
const FEWEST = 4; // keys: from here on a burst is a machine's, and its keys are held back
const LINES = [[2, 44], [2, 36], [3, 30]];
const SUFFIXES = { Enter: "\n", Tab: "\n", NumpadEnter: "\n" };

// What a scanner set to the US layout means by a key, when the computer has another layout.
const SHIFTED = { Comma: "<", Period: ">", Slash: "?", Minus: "_", Equal: "+", Semicolon: ":" };
const PLAIN = { Comma: ",", Period: ".", Slash: "/", Minus: "-", Equal: "=", Semicolon: ";", Space: " " };

const AFTER = 100; // no hand presses a key so soon after a scan: what comes is still the scanner's

let burst = null;
let scanned = -Infinity; // when the last key of a machine came
let quiet = 0; // the timer that ends a burst

function usLetter({ code, shiftKey }) {
  if (code === "IntlBackslash") return "<";
  if (/^Key[A-Z]$/.test(code)) return code.at(-1);
  if (/^(Digit|Numpad)[0-9]$/.test(code)) return code.at(-1);
  return (shiftKey ? SHIFTED : PLAIN)[code] ?? "";
}

function suffix(event) {
  if (event.ctrlKey && event.key.toLowerCase() === "j") return "\n"; // line feed
  return SUFFIXES[event.key] ?? SUFFIXES[event.code] ?? "";
}

// The lines of a whole zone as the keys say it, or as the US layout means them; else nothing.
const zoneIn = (text, us) => wholeZone(text) || wholeZone(us);

// Some scanners send all lines as one.
function wholeZone(text) {
  const lines = text.toUpperCase().split("\n").map((line) => line.trim()).filter(Boolean);
  const whole = lines.join("");
  if (!/^[A-Z0-9<]+$/.test(whole)) return "";
  const fits = LINES.find(([count, width]) => whole.length === count * width
    && (lines.length === 1 || lines.every((line) => line.length === width)));
  if (!fits) return "";
  return whole.match(new RegExp(`.{${fits[1]}}`, "g")).join("\n");
}

function begun(event) {
  const field = event.target;
  const box = field.matches?.("input:not([type=radio], [type=checkbox], [type=hidden]), textarea");
  const chosen = field.matches?.("select, input[type=radio], input[type=checkbox]");
  return {
    keys: 0, last: event.timeStamp, text: "", us: "", shown: "",
    field: box ? field : null, before: box ? field.value : "", at: box ? field.selectionStart : 0,
    choice: chosen ? field : null, choices: chosen ? choicesAround(field) : [],
  };
}

// The first keys of a burst arrive before it is one: a letter may have chosen in a list.
function choicesAround(field) {
  const form = field.form ?? document;
  return [...form.querySelectorAll("select, input[type=radio], input[type=checkbox]")]
    .map((each) => [each, each.matches("select") ? each.value : each.checked]);
}

function putBack({ field, before, at, choices }) {
  if (field && field.value !== before) {
    field.value = before;
    field.setSelectionRange?.(at, at);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  for (const [each, was] of choices) {
    if (each.matches("select")) each.value = was;
    else each.checked = was;
  }
}

function hold(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

const MODIFIERS = /^(Shift|Control|Alt|AltGraph|CapsLock)$/;

function typed(event) {
  if (event.repeat || event.isComposing || MODIFIERS.test(event.key)) return undefined;
  const close = burst && event.timeStamp - burst.last < (burst.keys < FEWEST ? PACE : AFTER);
  if (!close) {
    ended();
    burst = begun(event);
  }
  if (!burst.field?.isConnected) burst.field = null; // another page took its place
  const machine = burst.keys >= FEWEST;
  if (machine) scanned = event.timeStamp;
  const tail = event.timeStamp - scanned < AFTER;
  const end = suffix(event);
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
  if (!end && !letter && !usLetter(event)) {
    if (tail) hold(event); // a function key, an arrow, Escape inside a burst
    burst.last = event.timeStamp;
    return undefined;
  }
  const boxed = burst.field?.matches("[data-capture]");
  if (end && tail && !machine && !boxed) return hold(event); // a second suffix after the first
  burst.keys += 1;
  burst.last = event.timeStamp;
  burst.text += end || (letter ? event.key : "");
  burst.us += end || usLetter(event);
  if (boxed) {
    if (end) inBox(event, burst.field);
    return undefined;
  }
  if (machine) hold(event);
  clearTimeout(quiet);
  if (end && zoneIn(burst.text, burst.us)) ended();
  else quiet = setTimeout(ended, PAUSE);
  return undefined;
}

// A whole document is sent, and half of one is shown. The rest of it may still come: a starved page
// gets its keys late, but each says when it was pressed.
function ended() {
  const done = burst;
  if (!done || done.keys < FEWEST || done.field?.matches("[data-capture]")) return undefined;
  const zone = zoneIn(done.text, done.us);
  const sent = zone || done.text.trim();
  if (done.shown === sent || (!zone && done.keys < 20)) return undefined; // or a fast hand
  if (zone) burst = null;
  putBack(done);
  const box = document.querySelector("[data-capture]");
  if (box) return shown(box, done, sent, Boolean(zone));
  const other = document.querySelector("[data-scanned]");
  return other && zone ? offer(other, zone) : undefined;
}

function shown(box, done, sent, whole) {
  if (done.shown && box.value === done.shown) box.value = ""; // the first half of the same document
  done.shown = sent;
  intoBox(box, sent, whole);
}

function intoBox(box, text, whole) {
  box.dispatchEvent(new Event("moeli:scan")); // what stands there gives way
  box.value = text;
  const how = box.form.querySelector("[data-captured-how]");
  if (how) how.value = "wedge_scan";
  if (whole) box.form.requestSubmit();
  else box.focus();
}

// While an inspection is open a scan waits: an officer's key opens it, and nothing is decided.
function offer(form, zone) {
  form.querySelector("[data-scanned-zone]").value = zone;
  form.hidden = false;
}

// Lines typed into the box itself stand there already. Only this is done for it: the keys of another
// layout are read as they are meant, a line feed is a line's end as Enter is, and a whole document
// behind something else is a document of its own.
function inBox(event, box) {
  const done = burst;
  const zone = zoneIn(done.text, done.us);
  if (zone) burst = null;
  if (zone && !(wholeZone(done.text) && !done.before.trim())) {
    hold(event);
    putBack(done);
    intoBox(box, zone, true);
  } else if (event.ctrlKey) {
    hold(event);
    const whole = wholeZone(box.value);
    if (whole) return intoBox(box, whole, true);
    box.setRangeText("\n", box.selectionStart, box.selectionEnd, "end");
  }
  return undefined;
}

window.addEventListener("keydown", typed, true);
for (const kind of ["keyup", "keypress"]) {
  // A button is pressed when the space bar comes up: a burst has no such end either.
  window.addEventListener(kind, (event) => {
    const inside = event.timeStamp - scanned < AFTER;
    if (inside && !event.target.matches?.("[data-capture]")) hold(event);
  }, true);
}

// The box may be the answer to a decision: a reload then asks for the box, not for the decision.
const stands = document.querySelector("[data-stands-at]");
if (stands && location.pathname !== stands.dataset.standsAt) history.replaceState(null, "", stands.dataset.standsAt);
