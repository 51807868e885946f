// Forms that make a passkey or show one (Web Authentication). Where browser or address cannot, they stay hidden or say so; the password goes on working.
const able = host => Boolean(globalThis.PublicKeyCredential && navigator.credentials) && location.hostname === host;
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), letter => letter.charCodeAt(0));
const text = buffer => buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : undefined;
const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

async function questionOf(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
  const answer = await fetch(new URL(form.dataset.passkeyFrom, document.baseURI), { method: "POST", headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function ask(form) {
  const question = await questionOf(form);
  question.challenge = bytes(question.challenge);
  if (form.dataset.passkey === "create") {
    question.user.id = bytes(question.user.id);
    question.excludeCredentials = known(question.excludeCredentials);
    return navigator.credentials.create({ publicKey: question });
  }
  question.allowCredentials = known(question.allowCredentials);
  return navigator.credentials.get({ publicKey: question });
}

function written({ id, rawId, type, authenticatorAttachment, response }) {
  return JSON.stringify({
    id, rawId: text(rawId), type, authenticatorAttachment: authenticatorAttachment ?? undefined, clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), authenticatorData: text(response.authenticatorData),
      signature: text(response.signature), userHandle: text(response.userHandle), transports: response.getTransports?.(),
    },
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const answer = form.querySelector("input[type=hidden][name=Passkey], input[type=hidden][name$='.Answer']"), said = form.querySelector("[data-passkey-said]");
  form.hidden = form.dataset.passkey === "get" && !able(form.dataset.passkeyHost);
  form.addEventListener("submit", async event => {
    if (answer.value) return;
    event.preventDefault();
    said.textContent = "";
    try {
      answer.value = written(await ask(form));
      form.submit();
    } catch (error) {
      const { passkeyCancelled, passkeyKnown, passkeyFailed } = form.dataset;
      said.textContent = error.name === "NotAllowedError" ? passkeyCancelled : error.name === "InvalidStateError" && passkeyKnown || passkeyFailed;
    }
  });
}
