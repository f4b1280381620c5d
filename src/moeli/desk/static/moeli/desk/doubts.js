// Doubtful characters, one by one: a digit chooses and goes on, 0 leads to the box for another
// character, Escape shows the whole. Without this, all of them stand below one another.

const form = document.querySelector("[data-doubts]");
const doubts = [...form.querySelectorAll("[data-doubt]")];
const whole = form.querySelectorAll("[data-whole]");
let at = doubts.length;

const open = (doubt) => !doubt.querySelector(":checked") && !doubt.querySelector("[data-other]").value;

function show(index) {
  at = index;
  doubts.forEach((doubt, number) => { doubt.hidden = number !== at; });
  whole.forEach((each) => { each.hidden = at < doubts.length; });
  const doubt = doubts[at];
  if (doubt) (doubt.querySelector(":checked") ?? doubt.querySelector("input")).focus();
  else form.querySelector("[data-inspect]").focus();
}

// After the last answer the server compares anew: digits are judged by it, never here.
function next() {
  const left = doubts.findIndex((doubt, number) => number > at && open(doubt));
  if (left >= 0) return show(left);
  show(doubts.length);
  if (!doubts.some(open)) form.requestSubmit(form.querySelector("[data-compare]"));
}

function pressed(event) {
  const doubt = doubts[at];
  if (!doubt || event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const other = doubt.querySelector("[data-other]");
  if (event.key === "Escape") return kept(event, () => show(doubts.length));
  if (event.key === "Enter") return kept(event, next);
  if (event.target === other) return undefined; // what is typed there is the character itself
  if (event.key === "0") return kept(event, () => other.focus());
  const choice = /^[1-9]$/.test(event.key) && doubt.querySelector(`[data-digit="${event.key}"]`);
  if (choice) return kept(event, () => { choice.checked = true; other.value = ""; next(); });
  return undefined;
}

function kept(event, act) {
  event.preventDefault();
  event.stopPropagation();
  act();
}

window.addEventListener("keydown", pressed, true);
for (const doubt of doubts) {
  doubt.querySelector("[data-doubt-keys]").hidden = false;
  doubt.querySelector("[data-other]").addEventListener("input", () => {
    doubt.querySelectorAll("[type=radio]").forEach((each) => { each.checked = false; });
  });
}
if (doubts.some(open) && !document.querySelector("[data-focus]")) show(doubts.findIndex(open));
else show(doubts.length);
