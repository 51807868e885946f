// Draws the diagram of a process and marks where it stands. What is marked stands in the tables of the page, which say the same without it.
import Viewer from "bpmn-js/lib/NavigatedViewer";

const place = document.querySelector("[data-diagram]");

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", act);
  return made;
}

function label(text) {
  const made = document.createElement("div");
  made.className = "vl-diagram-label";
  made.textContent = text;
  return made;
}

function mark(viewer) {
  const canvas = viewer.get("canvas"), elements = viewer.get("elementRegistry"), overlays = viewer.get("overlays");
  for (const id of place.dataset.done.split(" ")) if (elements.get(id)) canvas.addMarker(id, "vl-done");
  for (const row of document.querySelectorAll("[data-at]")) {
    const { at, mark: how, since } = row.dataset;
    if (!elements.get(at)) continue;
    canvas.addMarker(at, `vl-${how}`);
    if (since) overlays.add(at, { position: { top: -26, left: 0 }, html: label(since), scale: false });
  }
}

async function draw() {
  const answer = await fetch(new URL(place.dataset.diagram, document.baseURI));
  if (!answer.ok) throw new Error(answer.statusText);
  place.hidden = false;
  const surface = document.createElement("div");
  surface.className = "vl-diagram-canvas";
  const viewer = new Viewer({ container: surface });
  const zoom = factor => viewer.get("zoomScroll").stepZoom(factor), whole = () => viewer.get("canvas").zoom("fit-viewport", "auto");
  const buttons = document.createElement("div");
  buttons.className = "vl-diagram-buttons";
  buttons.append(button("+", place.dataset.larger, () => zoom(1)), button("−", place.dataset.smaller, () => zoom(-1)), button("⤢", place.dataset.whole, whole));
  place.append(surface, buttons);
  await viewer.importXML(await answer.text());
  mark(viewer);
  // Where all of it would be too small to read, as on a telephone, it begins at the place where the process waits.
  const first = [...document.querySelectorAll("[data-at]")].map(row => row.dataset.at).find(id => viewer.get("elementRegistry").get(id));
  if (whole() < 0.5 && first) {
    viewer.get("canvas").zoom(0.7);
    viewer.get("canvas").scrollToElement(first);
  }
  place.dataset.drawn = "";
}

if (place) {
  draw().catch(() => {
    place.hidden = false;
    place.textContent = place.dataset.failed;
    place.classList.add("vl-diagram-failed");
  });
}
