// What the three drawing boards share: the text of the file stays the truth. A board writes into it, and what was written is saved a moment later,
// so that nothing drawn is lost; who saved in between is told, and both texts are kept.
const QUIET = 1200, AGAIN = 5000;

export function desk() {
  const form = document.querySelector("form[data-design]");
  if (!form || form.hidden) return null;
  const text = form.querySelector("textarea"), words = form.dataset, state = document.createElement("p");
  state.className = "vl-design-state";
  state.setAttribute("role", "status");
  const board = document.createElement("div"), panel = document.createElement("div"), frame = document.createElement("div");
  board.className = "vl-design-board";
  panel.className = "vl-design-panel";
  frame.className = "vl-design-frame";
  frame.append(board, panel);
  form.prepend(state, frame);

  // The text moves behind a heading that opens it.
  const source = document.createElement("details"), heading = document.createElement("summary");
  heading.textContent = words.designSource;
  source.append(heading, form.querySelector("[data-design-text]"));
  frame.after(source);

  let timer, saving = false, again = false, refused = false;
  const seen = form.elements.namedItem("Seen");
  const say = (message, how) => { state.textContent = message; state.dataset.how = how; };

  async function save() {
    if (saving) { again = true; return; }
    saving = true;
    try {
      const answer = await fetch(new URL(words.designSave, document.baseURI), { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      if (answer.ok) {
        seen.value = (await answer.json()).revision;
        say(`${words.designSaved} ${new Date().toLocaleTimeString("vi-VN")}`, "saved");
      } else if (answer.status === 409) {
        refused = true;
        say((await answer.json()).message + " " + words.designOther, "other");
      } else failed();
    } catch { failed(); }
    saving = false;
    if (again) { again = false; later(); }
  }

  // What could not be saved is tried again until it is.
  function failed() {
    say(words.designUnsaved, "unsaved");
    clearTimeout(timer);
    timer = setTimeout(save, AGAIN);
  }

  function later() {
    if (refused) return;
    clearTimeout(timer);
    timer = setTimeout(save, QUIET);
  }

  text.addEventListener("input", later);
  addEventListener("beforeunload", event => { if (["waits", "unsaved", "other"].includes(state.dataset.how)) event.preventDefault(); });
  return {
    text, board, panel, words,
    write(value) {
      if (value.trimEnd() === text.value.trimEnd()) return;
      text.value = value;
      say(words.designSaving, "waits");
      later();
    },
    unread(error) {
      source.open = true;
      frame.hidden = true;
      say(`${words.designUnread} ${error?.message ?? ""}`, "unread");
    },
  };
}

// A labelled input of the panel.
export function input(label, value, change, options) {
  const id = `design-${Math.random().toString(36).slice(2)}`, group = document.createElement("div"), name = document.createElement("label");
  name.className = "usa-label";
  name.htmlFor = id;
  name.textContent = label;
  const made = document.createElement(options ? "select" : "input");
  made.className = options ? "usa-select" : "usa-input";
  made.id = id;
  if (options) for (const [code, said] of [["", "—"], ...options]) made.append(new Option(said, code, false, code === value));
  made.value = value ?? "";
  made.addEventListener("change", () => change(made.value));
  group.append(name, made);
  return group;
}
