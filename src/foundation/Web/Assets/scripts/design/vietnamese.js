// The libraries of tables and forms know English alone. What they write into their board is said in Vietnamese as it appears; what people typed
// stands in inputs and stays as it is. Words are in board-words.json; {0} is a part that is said by itself.
import words from "./board-words.json";

const ATTRIBUTES = ["placeholder", "title", "aria-label", "data-title"];
const patterns = Object.entries(words).filter(([english]) => english.includes("{0}"))
  .map(([english, vietnamese]) => [new RegExp(`^${english.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace("{0}", "(.+)")}$`, "s"), vietnamese]);

function said(text) {
  const bare = text.trim();
  if (!bare) return text;
  const known = words[bare];
  if (known) return text.replace(bare, known);
  for (const [pattern, vietnamese] of patterns) {
    const found = pattern.exec(bare);
    if (found) return text.replace(bare, vietnamese.replace("{0}", said(found[1])));
  }
  return text;
}

// What is typed is the designer's: cells of a table and boxes are left alone.
const typed = node => node.parentElement?.closest("[contenteditable=true], textarea, .cm-editor, .fjs-form-field-label, [data-vietnamese=no]");

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (typed(node)) return;
    const text = said(node.data);
    if (text !== node.data) node.data = text;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of ATTRIBUTES) {
    const value = node.getAttribute(name);
    const text = value && said(value);
    if (text && text !== value) node.setAttribute(name, text);
  }
  for (const child of node.childNodes) translate(child);
}

export function inVietnamese(board) {
  if (document.documentElement.lang !== "vi") return;
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else translate(change.target);
    }
  }).observe(board, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  translate(board);
}
