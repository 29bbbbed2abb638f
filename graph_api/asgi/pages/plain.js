// Sends the query of the form to the service, and shows what it answers.
const element = (id) => document.getElementById(id);
const endpoint = element("endpoint").content.textContent;

function say(thai, english, failed = false) {
  const state = element("state");
  const translation = Object.assign(document.createElement("span"), {
    lang: "en",
    textContent: english,
  });
  state.replaceChildren(thai + " ", translation);
  state.classList.toggle("failed", failed);
}

function readVariables() {
  const text = element("variables").value.trim();
  return text ? JSON.parse(text) : {};
}

async function send(variables) {
  const started = performance.now();
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query: element("query").value, variables }),
  });
  const text = await response.text();
  return { status: response.status, text, milliseconds: Math.round(performance.now() - started) };
}

function show({ status, text, milliseconds }) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = undefined;
  }
  element("answer").textContent = answer ? JSON.stringify(answer, null, 2) : text;
  const failed = !answer || Boolean(answer.errors);
  if (failed) {
    say(`ถามไม่ได้ (HTTP ${status})`, `Not answered (HTTP ${status})`, true);
  } else {
    say(`ตอบแล้วใน ${milliseconds} มิลลิวินาที`, `Answered in ${milliseconds} ms`);
  }
}

async function ask(event) {
  event?.preventDefault();
  let variables;
  try {
    variables = readVariables();
  } catch (problem) {
    say("ตัวแปรไม่เป็น JSON", `The variables are not JSON: ${problem.message}`, true);
    return;
  }
  say("กำลังถาม …", "Asking …");
  try {
    show(await send(variables));
  } catch (problem) {
    say("ติดต่อบริการไม่ได้", `The service cannot be reached: ${problem.message}`, true);
  }
}

element("ask").addEventListener("submit", ask);
element("ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask(event);
});
