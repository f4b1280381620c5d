// The camera at the desk: frames go to the server one at a time, and what would help is said in big
// type. The first good read fills the box as a scan does, and the camera stops. It decides nothing.

const PAUSE = 220; // milliseconds between an answer and the next frame
const WIDEST = 1280; // pixels: a page of 125 mm then has ten a character of the zone, and more
const QUALITY = 0.86;
const MOST_DOUBTFUL = 5; // frames that are read but for some characters: then these are asked for
const RESTS = 90_000; // milliseconds without a good read: a camera left alone would keep the page open

const part = document.querySelector("[data-camera]");
const box = document.querySelector("[data-picture-box]");
const video = part.querySelector("[data-video]");
const canvas = document.createElement("canvas");
const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
const button = (name) => part.querySelector(`[data-${name}]`);

let stream = null;
let turn = 0; // a frame of a camera that was stopped is forgotten
let doubtful = 0;

function say(text, tone = "") {
  const line = part.querySelector("[data-say]");
  if (line.textContent !== text) line.textContent = text; // a reader of the screen hears it once
  part.dataset.tone = tone;
}

function shown(on) {
  video.hidden = !on;
  button("take").hidden = !on;
  button("start").hidden = on;
}

function stop(text) {
  turn += 1;
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  video.srcObject = null;
  shown(false);
  if (text) say(text);
}

async function start() {
  if (stream) return;
  if (!navigator.mediaDevices?.getUserMedia) return say(part.dataset.insecure, "bad");
  say(part.dataset.starting);
  const mine = (turn += 1);
  try {
    const opened = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { width: { ideal: WIDEST }, height: { ideal: 960 }, facingMode: "environment" },
    });
    if (mine !== turn) return opened.getTracks().forEach((track) => track.stop());
    stream = opened;
    video.srcObject = stream;
    shown(true);
    await video.play();
    say(part.dataset.looking);
    doubtful = 0;
    watch(mine, performance.now());
  } catch (error) {
    const refused = ["NotAllowedError", "SecurityError"].includes(error.name);
    if (mine === turn) stop(refused ? part.dataset.refused : part.dataset.missing);
    part.dataset.tone = "bad";
  }
}

async function watch(mine, began) {
  while (mine === turn && stream) {
    const answer = await asked(await still());
    if (mine !== turn) return;
    if (answer.picture || answer.stop) return taken(answer);
    doubtful = answer.advice === "doubtful" ? doubtful + 1 : 0;
    say(answer.say, answer.advice);
    if (performance.now() - began > RESTS) return stop(part.dataset.rests);
    await new Promise((go) => setTimeout(go, PAUSE));
  }
}

function still() {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((go) => canvas.toBlob(go, "image/jpeg", QUALITY));
}

async function asked(frame) {
  const headers = { "X-CSRFToken": token, "Content-Type": "image/jpeg" };
  if (doubtful >= MOST_DOUBTFUL) headers["Moeli-Doubtful"] = "yes";
  try {
    const sent = { method: "POST", headers, body: frame, credentials: "same-origin" };
    const answer = await fetch(part.dataset.frames, sent);
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
      location.reload(); // the page was locked meanwhile, or her time here is over
      return { stop: true, say: "" };
    }
    return await answer.json();
  } catch {
    return { stop: true, say: part.dataset.gone };
  }
}

function taken(answer) {
  stop(answer.say);
  if (answer.stop) part.dataset.tone = "bad";
  if (answer.go) location.assign(answer.go);
  if (!answer.zone) return;
  part.dataset.tone = "read";
  box.querySelector("[data-picture-zone]").value = answer.zone;
  box.querySelector("[data-picture-id]").value = answer.picture;
  box.requestSubmit();
}

// A picture as it is: kept whatever can be read in it, and looked at by a person.
async function takeAsItIs() {
  const frame = await still();
  stop();
  send(new File([frame], "camera.jpg", { type: "image/jpeg" }));
}

function send(file) {
  const form = document.querySelector("[data-drop]");
  const files = new DataTransfer();
  files.items.add(file);
  form.querySelector("[type=file]").files = files.files;
  form.requestSubmit();
}

function dropped(event) {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file) send(file);
}

document.querySelector("[data-drop-hint]").hidden = false;
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", dropped);
window.addEventListener("pagehide", () => stop());
button("start").addEventListener("click", start);
button("take").addEventListener("click", takeAsItIs);
button("start").hidden = false;
start();
