// Speaks with the signing program on this machine (docs/local-signing.md) and sends what it answers with the form. The program asks its user; the page only brings hashes and takes signatures.
async function ask(form, path, question) {
  const answer = await fetch(`${form.dataset.localOrigin}/v1/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(question), credentials: "omit" });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? answer.statusText);
  return said;
}

for (const form of document.querySelectorAll("form[data-local]")) {
  const said = form.querySelector("[data-local-said]"), answer = form.querySelector("[data-local-answer]"), button = form.querySelector("button");
  form.hidden = false;
  form.addEventListener("submit", async event => {
    if (answer.value) return;
    event.preventDefault();
    said.textContent = form.dataset.localAsking;
    button.disabled = true;
    try {
      if (form.dataset.local === "pair") answer.value = JSON.stringify((await ask(form, "pair", { code: form.querySelector("[data-local-code]").value.trim() })).certificates);
      else {
        const question = JSON.parse(form.dataset.localQuestion);
        // The program answers each nonce once; who refused by mistake may be asked again.
        question.nonce += `-${crypto.getRandomValues(new Uint32Array(2)).join("")}`;
        const { nonce, signatures } = await ask(form, "sign", question);
        if (nonce !== question.nonce) throw new Error("nonce");
        answer.value = JSON.stringify(signatures);
      }
      form.submit();
    } catch (error) {
      const { localRefused, localCode, localPaired, localMissing } = form.dataset;
      said.textContent = { refused: localRefused, code: localCode, origin: localPaired }[error.message] ?? localMissing;
      button.disabled = false;
    }
  });
}
