// Drives the engine of ODK Web Forms in a page of its own: what a form is, answers, what comes of it.
import { createInstance } from "/engine.js";

let root;

function* nodes(node = root) {
  for (const child of node.currentState.children ?? []) {
    const range = child.nodeType.startsWith("repeat-range");
    if (!range) yield child;
    yield* nodes(child);
  }
}

const found = (place) => [...nodes()].find((node) => node.currentState.reference === place);

function put(node, text) {
  switch (node.nodeType) {
    case "select":
      return node.selectValues(text ? text.split(" ") : []);
    case "rank":
      return node.setValues(text ? text.split(" ") : []);
    case "trigger":
      return node.setValue(text === "OK");
    default:
      return node.setValue(text === "" ? null : text);
  }
}

const peer = {
  async begin(xform) {
    root = (await createInstance(xform)).root;
  },
  // Whether the rule of the question takes the answer; null where no such question is there.
  answer(place, text) {
    const node = found(place);
    if (!node) return null;
    put(node, text);
    return node.validationState.constraint?.valid ?? true;
  },
  add(place) {
    const ranges = (node) =>
      (node.currentState.children ?? []).flatMap((child) => [
        ...(child.nodeType === "repeat-range:uncontrolled" ? [child] : []),
        ...ranges(child),
      ]);
    const range = ranges(root).find((each) => each.currentState.reference === place);
    range.addInstances();
  },
  state() {
    const told = [...nodes()].map((node) => [
      node.currentState.reference,
      node.currentState.relevant,
      node.currentState.children ? null : (node.currentState.instanceValue ?? null),
    ]);
    const violations = root.validationState.violations.map((each) => [
      each.reference,
      each.violation.condition,
    ]);
    return { told, violations, xml: root.instanceState.instanceXML };
  },
};

window.peer = peer;
document.title = "ready";
