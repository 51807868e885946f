// The drawing board of forms: form-js JSON. What it does not know (properties of ours) it keeps.
import { FormEditor } from "@bpmn-io/form-js-editor";
import { desk } from "./design/desk.js";
import { declarationProperties } from "./design/form-properties.js";
import { inVietnamese } from "./design/vietnamese.js";

const here = desk();

async function draw() {
  const schema = JSON.parse(here.text.value), editor = new FormEditor({ container: here.board, additionalModules: [declarationProperties] });
  await editor.importSchema(schema);
  editor.on("changed", () => here.write(JSON.stringify({ ...schema, ...editor.saveSchema() }, null, 2) + "\n"));
  here.board.dataset.drawn = "";
}

if (here) inVietnamese(here.board);
if (here) draw().catch(here.unread);
