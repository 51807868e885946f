// Keys on officials' pages. Every one presses something that is on the page anyway: without this file all works by Tab and mouse.
const typing = target => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]");
const shown = element => element.checkVisibility?.() ?? element.offsetParent !== null;
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr")].filter(shown);
const keys = document.getElementById("keys");
const off = document.querySelector("[data-keys-off]");
let waiting = 0;

// Who speaks to the machine or presses keys by accident can switch the letters off (WCAG 2.1.4); the choice stays in this browser.
const stored = "vanlang-keys";
if (off) {
  off.checked = localStorage.getItem(stored) === "off";
  off.addEventListener("change", () => localStorage.setItem(stored, off.checked ? "off" : "on"));
}

function current() {
  return document.activeElement?.closest("tr") ?? document.querySelector(".vl-row-current");
}

function move(step) {
  const all = rows();
  if (all.length === 0) return false;
  const at = all.indexOf(current());
  const row = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  document.querySelector(".vl-row-current")?.classList.remove("vl-row-current");
  row.classList.add("vl-row-current");
  (row.querySelector("a.vl-row-link") ?? row.querySelector("a, button, input"))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  return true;
}

function pick() {
  const box = current()?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

// Takes to what a letter stands for. A button that sends a form is only reached: it may take money or start a clock, so Enter presses it.
// What a letter opens is gone on with at its first input; what it closes, at its head.
function press(key) {
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
  if (target?.matches("button:not([type=button])")) {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  } else {
    target?.click();
    if (target?.matches("summary")) {
      const part = target.parentElement;
      ((part.open && [...part.querySelectorAll("input:not([type=hidden]), textarea, select, button")].find(shown)) || target).focus();
    }
  }
  return Boolean(target);
}

// The letters of this very page, by the words they stand beside.
function keysOfPage() {
  const list = keys.querySelector("[data-keys-here]");
  const targets = [...document.querySelectorAll("main [data-key]")].filter(shown);
  list.replaceChildren(...targets.map(target => {
    const row = document.createElement("div"), key = document.createElement("dt"), words = document.createElement("dd"), letter = document.createElement("kbd");
    letter.className = "vl-key";
    letter.textContent = target.dataset.key;
    key.append(letter);
    const text = target.cloneNode(true);
    text.querySelectorAll("kbd, svg").forEach(part => part.remove());
    words.textContent = text.textContent.trim();
    row.append(key, words);
    return row;
  }));
  list.closest("section").hidden = targets.length === 0;
  for (const entry of keys.querySelectorAll("[data-key-needs]")) entry.hidden = !document.querySelector(entry.dataset.keyNeeds);
}

function go(key) {
  const entry = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  entry?.click();
  return Boolean(entry);
}

// The page's own search comes before that of the whole site.
function search() {
  const input = document.querySelector("main input[type=search]") ?? document.querySelector("[data-search]");
  input?.focus();
  input?.select();
  return Boolean(input);
}

function help() {
  if (!keys?.showModal) return false;
  if (keys.open) keys.close();
  else {
    keysOfPage();
    keys.showModal();
  }
  return true;
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat && !"jk".includes(event.key)) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (off?.checked || keys?.open && event.key !== "?") return;

  const follows = Date.now() - waiting < 1500;
  waiting = 0;
  let done;
  if (follows) done = go(event.key);
  else switch (event.key) {
    case "j": done = move(1); break;
    case "k": done = move(-1); break;
    case "x": done = pick(); break;
    case "/": done = search(); break;
    case "?": done = help(); break;
    case "g": waiting = Date.now(); done = true; break;
    case "Enter": {
      // A focused link, button or summary opens itself.
      const link = !event.target.closest("a, button, summary, input") && document.querySelector(".vl-row-current a.vl-row-link");
      link?.click?.();
      done = Boolean(link);
      break;
    }
    default: done = event.key.length === 1 && press(event.key);
  }
  if (done) event.preventDefault();
});

document.querySelector("[data-keys]")?.addEventListener("click", event => {
  if (help()) event.preventDefault();
});

// What was opened in a tab of its own is shown as opened when one comes back; what was typed or unticked stays.
const opens = document.querySelector("form[data-opens]");
let opened = false;
async function refresh() {
  if (!opened || document.visibilityState !== "visible") return;
  opened = false;
  const list = document.querySelector("[data-fresh]"), left = [...list.querySelectorAll("input[type=checkbox]:not(:checked)")].map(box => box.value);
  const answer = await fetch(location.pathname, { headers: { accept: "text/html" } });
  const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-fresh]");
  if (!fresh) return;
  for (const box of fresh.querySelectorAll("input[type=checkbox]")) box.checked = !left.includes(box.value);
  list.replaceWith(document.adoptNode(fresh));
}
opens?.addEventListener("submit", () => { opened = true; });
if (opens) for (const [target, event] of [[document, "visibilitychange"], [window, "focus"]]) target.addEventListener(event, refresh);
