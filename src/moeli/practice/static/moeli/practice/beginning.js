// Opens the new practice desk as soon as it answers, after the old one has gone.

const START = "/sign-in/";
const PAUSE = 500;
let gone = false;

async function look() {
  try {
    const answer = await fetch(START, { cache: "no-store" });
    if (answer.ok && gone) return window.location.replace(START);
    if (!answer.ok) gone = true; // a proxy in front answers in its place
  } catch {
    gone = true;
  }
  return setTimeout(look, PAUSE);
}

look();
