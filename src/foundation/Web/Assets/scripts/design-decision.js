// The drawing board of decisions: DMN tables, expressions and what they need.
import Modeler from "dmn-js/lib/Modeler";
import { desk } from "./design/desk.js";
import { inVietnamese } from "./design/vietnamese.js";

const here = desk();

async function draw() {
  const modeler = new Modeler({ container: here.board });
  await modeler.importXML(here.text.value);
  const heard = new WeakSet();
  const listen = () => {
    const viewer = modeler.getActiveViewer();
    if (!viewer || heard.has(viewer)) return;
    heard.add(viewer);
    viewer.get("eventBus").on(["commandStack.changed", "elements.changed"], async () => {
      try { here.write((await modeler.saveXML({ format: true })).xml); } catch { /* In the middle of an act there is nothing to write yet. */ }
    });
  };
  // Every view of the file by name, so that the keyboard reaches all of them.
  const show = () => here.panel.replaceChildren(...modeler.getViews().map(view => {
    const open = document.createElement("button");
    open.type = "button";
    open.className = "usa-button usa-button--outline";
    open.textContent = view.name ?? view.id;
    open.setAttribute("aria-pressed", view === modeler.getActiveView());
    open.addEventListener("click", async () => { await modeler.open(view); });
    return open;
  }));
  modeler.on("views.changed", () => { listen(); show(); });
  listen();
  show();
  here.board.dataset.drawn = "";
}

if (here) inVietnamese(here.board);
if (here) draw().catch(here.unread);
