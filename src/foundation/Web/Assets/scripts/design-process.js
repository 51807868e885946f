// The drawing board of processes: BPMN 2.0 with our attributes, which say who does a step and what it does (province/processes/README.md).
import Modeler from "bpmn-js/lib/Modeler";
import { desk, input } from "./design/desk.js";
import { vietnamese } from "./design/process-words.js";
import vanlang from "./design/vanlang-moddle.json";

const here = desk(), isVietnamese = document.documentElement.lang === "vi";
const say = word => (isVietnamese && vietnamese[word]) || word;
const roles = ["one-stop-clerk", "officer", "head-of-unit", "leader", "deputy-leader", "registry-clerk", "submitter"], units = ["receiving", "competent", "consulted", "returning", "acting"];
const actions = ["accept", "take-over", "supplement", "request-opinion", "answer-opinion", "check", "plan-inspection", "record-inspection", "prepare", "review", "sign", "issue", "outside-system", "take-result", "return", "review-stop"];
const listed = codes => codes.map(code => [code, say(code)]);

function panelOf(modeler) {
  const modeling = modeler.get("modeling"), factory = modeler.get("bpmnFactory");
  return element => {
    const object = element?.businessObject, rows = [];
    const set = values => modeling.updateProperties(element, values);
    const plain = (label, property, options) => rows.push(input(say(label), object.get(property), value => set({ [property]: value || undefined }), options));
    if (!object) return rows;
    rows.push(input(say("Code"), object.id, value => set({ id: value })));
    if (object.get("name") !== undefined || object.$instanceOf("bpmn:FlowElement")) plain("Name", "name");
    if (object.$instanceOf("bpmn:UserTask")) {
      plain("Role", "vl:candidateRole", listed(roles));
      plain("Unit", "vl:candidateUnit", listed(units));
      plain("Action", "vl:action", listed(actions));
      plain("Outcomes", "vl:outcomes");
      plain("Share of hours", "vl:shareHours");
      plain("English name", "vl:nameEn");
    }
    if (object.$instanceOf("bpmn:SequenceFlow"))
      rows.push(input(say("Condition"), object.conditionExpression?.body, value =>
        set({ conditionExpression: value ? factory.create("bpmn:FormalExpression", { body: value }) : undefined })));
    const timer = object.eventDefinitions?.find(one => one.$type === "bpmn:TimerEventDefinition");
    if (timer) {
      const changeTimer = values => modeling.updateModdleProperties(element, timer, values);
      rows.push(input(say("After (calendar time)"), timer.timeDuration?.body, value => changeTimer({ timeDuration: value ? factory.create("bpmn:FormalExpression", { body: value }) : undefined })));
      rows.push(input(say("After (working time)"), timer.get("vl:workingDuration"), value => changeTimer({ "vl:workingDuration": value || undefined })));
      rows.push(input(say("Limit"), timer.get("vl:limit"), value => changeTimer({ "vl:limit": value || undefined })));
    }
    return rows;
  };
}

async function draw() {
  const words = { translate: ["value", (text, values) => say(text).replace(/{([^}]+)}/g, (_, name) => values?.[name] ?? `{${name}}`)] };
  const modeler = new Modeler({ container: here.board, moddleExtensions: { vl: vanlang }, additionalModules: [words] });
  await modeler.importXML(here.text.value);
  modeler.get("canvas").zoom("fit-viewport", "auto");
  const rows = panelOf(modeler), show = element => here.panel.replaceChildren(...rows(element ?? modeler.get("canvas").getRootElement()));
  const bus = modeler.get("eventBus");
  bus.on("selection.changed", ({ newSelection }) => show(newSelection[0]));
  bus.on("commandStack.changed", async () => here.write((await modeler.saveXML({ format: true })).xml));
  show();
  here.board.dataset.drawn = "";
}

if (here) draw().catch(here.unread);
