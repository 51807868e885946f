// What a field of a form says beside what form-js knows (province/forms/README.md), as entries of the panel: the law, where an answer is known from, which paper a file is.
// form-js has its panel inside itself and gives out none of its parts, so the entries are drawn here as it draws its own. Words are English and said in Vietnamese as they appear (board-words.json).
import { h } from "preact";

const fillable = ["textfield", "textarea", "number", "datetime", "radio", "select", "checkbox"];
const asked = [...fillable, "filepicker", "dynamiclist"];
const kinds = {
  textfield: [["full-name", "Full name"], ["person-id", "Personal identification number"], ["phone", "Telephone number"], ["email", "E-mail address"], ["address", "Address"], ["place", "Place (administrative unit)"]],
  textarea: [["address", "Address"]],
  datetime: [["partial-date", "Day or month may be unknown"]],
  checkbox: [["doubt", "A doubt to be confirmed"]],
};

// Name of the property, how it is entered, for which types, label, what it is for.
const entries = [
  ["labelEn", "text", [...asked, "group"], "Label in English"],
  ["hintVi", "text", asked, "Hint"],
  ["hintEn", "text", asked, "Hint in English"],
  ["kind", "kind", Object.keys(kinds), "Meaning"],
  ["asOf", "text", ["textfield"], "Place as of the day", "A day 2025-07-01, today, or = and the key of a date; for places alone."],
  ["catalog", "text", ["radio", "select", "textfield", "textarea"], "Code list", "Its code, as dan-toc; of an address the list of its communes."],
  ["prefill", "text", fillable, "Prefilled from", "Name of a fact, as person.fullName."],
  ["component", "text", ["filepicker"], "Paper of the procedure", "Code of the paper that this file is."],
  ["maxMegabytes", "number", ["filepicker"], "Most megabytes"],
  ["maxFiles", "number", ["filepicker"], "Most files"],
  ["visibleWhen", "text", [...asked, "group", "text"], "Shown when (FEEL)"],
  ["requiredWhen", "text", asked, "Needed when (FEEL)"],
  ["invalidVi", "text", asked, "Said when it is wrong"],
  ["invalidEn", "text", asked, "Said when it is wrong, in English"],
  ["legalBasis", "text", asked, "Legal basis", "Article and paper by which it may be asked."],
  ["legalBasisEn", "text", asked, "Legal basis in English"],
  ["ours", "checkbox", [...asked, "group"], "A question of ours that the model of the law does not have"],
];
const names = new Set(entries.map(([name]) => name));

function Property({ id, field, editField, name, how, label, description }) {
  const value = field.properties?.[name], inputId = `bio-properties-panel-${id}`, hintId = `${inputId}-hint`;
  const set = entered => {
    const { [name]: before, ...others } = field.properties ?? {};
    editField(field, ["properties"], entered === "" || entered === false ? others : { ...others, [name]: entered });
  };
  const shared = { id: inputId, class: "bio-properties-panel-input", "aria-describedby": description && hintId };
  const said = h("label", { for: inputId, class: "bio-properties-panel-label" }, label);
  const parts = how === "checkbox"
    ? h("div", { class: "bio-properties-panel-checkbox" }, h("input", { ...shared, type: "checkbox", checked: value === true, onClick: event => set(event.target.checked) }), said)
    : how === "kind"
      ? h("div", { class: "bio-properties-panel-select" }, said, h("select", { ...shared, value: value ?? "", onInput: event => set(event.target.value) }, options(field.type, value)))
      : h("div", { class: "bio-properties-panel-textfield" }, said, h("input", {
        ...shared, type: "text", inputMode: how === "number" ? "numeric" : undefined, autocomplete: "off", spellcheck: false, value: value ?? "",
        // What is no number stays as it was typed, for the check to say so.
        onInput: ({ target }) => set(how === "number" && /^\d+$/.test(target.value) ? Number(target.value) : target.value),
      }));
  return h("div", { class: "bio-properties-panel-entry", "data-entry-id": id }, parts, description && h("div", { id: hintId, class: "bio-properties-panel-description" }, description));
}

// What is there stays there, also where it is of no use to this type.
function options(type, value) {
  const known = [["", "—"], ...kinds[type]];
  return [...known, ...value && !known.some(([code]) => code === value) ? [[value, value]] : []].map(([code, said]) => h("option", { value: code, selected: code === (value ?? "") }, said));
}

const isEdited = input => Boolean(input && (input.type === "checkbox" ? input.checked : input.value));

class DeclarationProperties {
  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(this, 500);
  }

  getGroups(field, editField) {
    return groups => {
      const own = entries.filter(([name, , types]) => types.includes(field?.type) && (name !== "asOf" || field.properties?.kind === "place"))
        .map(([name, how, , label, description]) => ({ id: `vanlang-${name}`, component: Property, isEdited, field, editField, name, how, label, description }));
      if (own.length === 0) return groups;
      // Nothing is asked twice: what stands here does not stand among the unknown properties.
      const rest = groups.map(group => group.id === "custom-values" ? { ...group, items: group.items.filter(item => !names.has(item.label)) } : group);
      return [...rest.slice(0, 1), { id: "vanlang", label: "Declaration and law", entries: own }, ...rest.slice(1)];
    };
  }
}

DeclarationProperties.$inject = ["propertiesPanel"];

export const declarationProperties = { __init__: ["declarationProperties"], declarationProperties: ["type", DeclarationProperties] };
